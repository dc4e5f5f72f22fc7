package io.shidao.api.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Descriptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import io.shidao.proto.api.v1.ClassServiceGrpc;
import io.shidao.proto.api.v1.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessRulesTest {
    @Test
    void readsTheRolesOfAMethodFromItsOption() {
        AccessRules rules = AccessRules.of(List.of(new ClassServiceGrpc.ClassServiceImplBase() {}.bindService()));

        assertThat(rules.find("shidao.api.v1.ClassService/ApproveClass")
                        .orElseThrow()
                        .getRolesList())
                .containsExactly(Role.ROLE_AUTHORITY_SUPERVISOR);
        assertThat(rules.find("shidao.api.v1.ClassService/Unknown")).isEmpty();
    }

    @Test
    void refusesToStartWithAMethodThatNothingIsSaidAbout() throws Exception {
        ServerServiceDefinition careless = ServerServiceDefinition.builder(ServiceDescriptor.newBuilder("test.Careless")
                        .setSchemaDescriptor(new CarelessSchema())
                        .build())
                .build();

        assertThatThrownBy(() -> AccessRules.of(List.of(careless)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("test.Careless/LeakEverything")
                .hasMessageContaining("option (access)");
    }

    /** A service as a hurried proto file would make it. */
    private static final class CarelessSchema implements ProtoServiceDescriptorSupplier {
        private final Descriptors.FileDescriptor file;

        CarelessSchema() throws Descriptors.DescriptorValidationException {
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
