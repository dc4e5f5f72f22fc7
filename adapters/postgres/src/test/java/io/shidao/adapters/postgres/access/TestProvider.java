package io.shidao.adapters.postgres.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;

/**
 * A real identity provider in the test's process: Spring Authorization Server on an embedded Tomcat. It knows users whose
 * password is {@value #PASSWORD}, puts their groups into ID tokens, and can change its key.
 */
final class TestProvider implements AutoCloseable {
    static final String CLIENT = "shidao";
    static final String SECRET = "provider-secret-of-the-test";
    static final String PASSWORD = "at the provider";
    static final String RETURN = "https://shidao.example/sign-in/provider";

    /** What the beans of the one provider at a time see. */
    private static final AtomicReference<RSAKey> KEY = new AtomicReference<>();

    private static final Map<String, List<String>> GROUPS = new ConcurrentHashMap<>();

    private final Tomcat tomcat = new Tomcat();
    private final AnnotationConfigWebApplicationContext beans = new AnnotationConfigWebApplicationContext();

    private TestProvider() {}

    static TestProvider start(Path folder) throws LifecycleException {
        TestProvider provider = new TestProvider();
        provider.changeKey();
        provider.tomcat.setBaseDir(folder.toString());
        provider.tomcat.setPort(0);
        provider.tomcat.getConnector().setProperty("address", "127.0.0.1");
        Context root = provider.tomcat.addContext("", folder.toString());
        provider.beans.register(Beans.class);
        root.addServletContainerInitializer(
                (classes, servlets) -> {
                    provider.beans.setServletContext(servlets);
                    provider.beans.refresh();
                    servlets.addFilter(
                                    "security", new DelegatingFilterProxy("springSecurityFilterChain", provider.beans))
                            .addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
                    // everything is answered by filters; without a servlet none of them is asked
                    servlets.addServlet("nothing", new Nothing()).addMapping("/");
                },
                null);
        provider.tomcat.start();
        return provider;
    }

    String issuer() {
        return "http://127.0.0.1:" + tomcat.getConnector().getLocalPort();
    }

    void group(String user, String... groups) {
        GROUPS.put(user, List.of(groups));
    }

    /** From now on it signs with another key, and forgets the old one. */
    void changeKey() {
        try {
            KEY.set(new RSAKeyGenerator(2048)
                    .keyID(UUID.randomUUID().toString())
                    .generate());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IOException(e);
        }
        beans.close();
        GROUPS.clear();
    }

    private static final class Nothing extends HttpServlet {
        private static final long serialVersionUID = 1L;
    }

    /** As its guide says, with its own log-in form. */
    @Configuration
    @EnableWebSecurity
    static class Beans {
        @Bean
        @Order(1)
        SecurityFilterChain protocol(HttpSecurity http) throws Exception {
            OAuth2AuthorizationServerConfigurer protocol = OAuth2AuthorizationServerConfigurer.authorizationServer();
            return http.securityMatcher(protocol.getEndpointsMatcher())
                    .with(protocol, server -> server.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(all -> all.anyRequest().authenticated())
                    .exceptionHandling(failures -> failures.defaultAuthenticationEntryPointFor(
                            new LoginUrlAuthenticationEntryPoint("/login"),
                            new MediaTypeRequestMatcher(MediaType.TEXT_HTML)))
                    .build();
        }

        @Bean
        @Order(2)
        SecurityFilterChain form(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(all -> all.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .build();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(List.of("li.hua", "bureau.kuche", "nobody", "two.hats").stream()
                    .map(name -> User.withUsername(name)
                            .password("{noop}" + PASSWORD)
                            .roles("USER")
                            .build())
                    .toList());
        }

        @Bean
        RegisteredClientRepository clients() {
            return new InMemoryRegisteredClientRepository(RegisteredClient.withId("1")
                    .clientId(CLIENT)
                    .clientSecret("{noop}" + SECRET)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri(RETURN)
                    .scope("openid")
                    .scope("profile")
                    .clientSettings(ClientSettings.builder()
                            .requireProofKey(true)
                            .requireAuthorizationConsent(false)
                            .build())
                    .build());
        }

        @Bean
        JWKSource<SecurityContext> keys() {
            return (selector, context) -> selector.select(new JWKSet(KEY.get()));
        }

        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims() {
            return token -> {
                if (token.getTokenType().getValue().equals(OidcParameterNames.ID_TOKEN)) {
                    String user = token.getPrincipal().getName();
                    token.getClaims()
                            .claim("preferred_username", user)
                            .claim("name", "Name of " + user)
                            .claim("groups", GROUPS.getOrDefault(user, List.of()));
                }
            };
        }

        @Bean
        AuthorizationServerSettings settings() {
            return AuthorizationServerSettings.builder().build();
        }
    }
}
