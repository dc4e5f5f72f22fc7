package io.shidao.api.gate;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceOptions;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.SimpleDecoratingHttpService;
import io.shidao.proto.api.v1.Role;
import java.util.Set;

/** An address outside gRPC that the gate knows, and who may go in. Immutable. */
public final class Door extends SimpleDecoratingHttpService {
    private final Set<Role> roles;
    private final boolean lasting;

    private Door(HttpService inside, Set<Role> roles, boolean lasting) {
        super(inside);
        this.roles = Set.copyOf(roles);
        this.lasting = lasting;
    }

    /** For anybody: console files, health, the API's description. */
    public static Door open(HttpService inside) {
        return new Door(inside, Set.of(), false);
    }

    public static Door forRoles(Set<Role> roles, HttpService inside) {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("door: no roles (expected: at least one, or Door.open)");
        }
        return new Door(inside, roles, false);
    }

    /** The same for answers that go on and on and bound their own number. */
    public Door lasting() {
        return new Door((HttpService) unwrap(), roles, true);
    }

    /** Who may go in; empty for anybody. */
    public Set<Role> roles() {
        return roles;
    }

    boolean isLong() {
        return lasting;
    }

    /** @throws io.shidao.api.problem.ProblemException unless who calls may go in */
    void check(ServiceRequestContext context) {
        if (roles.isEmpty()) {
            return;
        }
        Principal principal =
                Gate.principal(context).orElseThrow(() -> Gate.signIn(context).exception());
        if (!roles.contains(principal.caller().role())) {
            throw Refusals.role(principal.caller().role()).exception();
        }
        if (principal.mustChangePassword()) {
            throw Refusals.changePasswordFirst().exception();
        }
    }

    @Override
    public ServiceOptions options() {
        return ((HttpService) unwrap()).options();
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) throws Exception {
        return unwrap().serve(context, request);
    }
}
