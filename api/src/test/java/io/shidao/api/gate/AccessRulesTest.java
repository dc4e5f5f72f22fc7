package io.shidao.api.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import io.shidao.proto.api.v1.Access;
import io.shidao.proto.api.v1.AccessOuterClass;
import io.shidao.proto.api.v1.Act;
import io.shidao.proto.api.v1.ClassServiceGrpc;
import io.shidao.proto.api.v1.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessRulesTest {
    @Test
    void readsTheRolesOfAMethodFromItsOption() {
        AccessRules rules = AccessRules.of(List.of(new ClassServiceGrpc.ClassServiceImplBase() {}.bindService()));

        assertThat(rules.find("shidao.api.v1.ClassService/ApproveClass")
                        .orElseThrow()
                        .getRolesList())
                .containsExactly(Role.ROLE_AUTHORITY_SUPERVISOR, Role.ROLE_BUREAU_SUPERVISOR);
        assertThat(rules.find("shidao.api.v1.ClassService/Unknown")).isEmpty();
    }

    @Test
    void refusesToStartWithAMethodThatNothingIsSaidAbout() throws Exception {
        assertThatThrownBy(() -> AccessRules.of(List.of(careless(Access.getDefaultInstance()))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("test.Careless/LeakEverything")
                .hasMessageContaining("option (access)");
    }

    @ParameterizedTest
    @CsvSource({
        "ACT_DECIDE, ROLE_INSTITUTION_ADMINISTRATOR",
        "ACT_DECIDE, ROLE_AUDITOR",
        "ACT_DECIDE, ROLE_PLATFORM",
        "ACT_DECIDE, ROLE_TRAINEE",
        "ACT_WRITE, ROLE_AUDITOR",
        "ACT_OPERATE, ROLE_AUDITOR",
        "ACT_OPERATE, ROLE_BUREAU_SUPERVISOR",
        "ACT_OPERATE, ROLE_INSTITUTION_ADMINISTRATOR",
    })
    void refusesToStartWithAnActThatARoleMayNotHave(Act act, Role role) throws Exception {
        Access access = Access.newBuilder()
                .setAct(act)
                .addRoles(Role.ROLE_AUTHORITY_SUPERVISOR)
                .addRoles(role)
                .build();

        assertThatThrownBy(() -> AccessRules.of(List.of(careless(access))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("test.Careless/LeakEverything: " + act + " for " + role);
    }

    @Test
    void refusesToStartWithAnActForAnyoneOrWithoutAnAct() {
        Access open = Access.newBuilder().setAnyone(true).setAct(Act.ACT_READ).build();
        Access vague =
                Access.newBuilder().addRoles(Role.ROLE_AUTHORITY_SUPERVISOR).build();

        assertThatThrownBy(() -> AccessRules.of(List.of(careless(open)))).hasMessageContaining("for anyone");
        assertThatThrownBy(() -> AccessRules.of(List.of(careless(vague)))).hasMessageContaining("no act");
    }

    private static ServerServiceDefinition careless(Access access) throws Descriptors.DescriptorValidationException {
        return ServerServiceDefinition.builder(ServiceDescriptor.newBuilder("test.Careless")
                        .setSchemaDescriptor(new CarelessSchema(access))
                        .build())
                .build();
    }

    /** A service as a hurried proto file would make it. */
    private static final class CarelessSchema implements ProtoServiceDescriptorSupplier {
        private final Descriptors.FileDescriptor file;

        CarelessSchema(Access access) throws Descriptors.DescriptorValidationException {
            file = Descriptors.FileDescriptor.buildFrom(
                    FileDescriptorProto.newBuilder()
                            .setName("careless.proto")
                            .setPackage("test")
                            .setSyntax("proto3")
                            .addMessageType(DescriptorProto.newBuilder().setName("All"))
                            .addService(ServiceDescriptorProto.newBuilder()
                                    .setName("Careless")
                                    .addMethod(MethodDescriptorProto.newBuilder()
                                            .setName("LeakEverything")
                                            .setOptions(MethodOptions.newBuilder()
                                                    .setExtension(AccessOuterClass.access, access))
                                            .setInputType(".test.All")
                                            .setOutputType(".test.All")))
                            .build(),
                    new Descriptors.FileDescriptor[0]);
        }

        @Override
        public Descriptors.FileDescriptor getFileDescriptor() {
            return file;
        }

        @Override
        public Descriptors.ServiceDescriptor getServiceDescriptor() {
            return file.getServices().get(0);
        }
    }
}
