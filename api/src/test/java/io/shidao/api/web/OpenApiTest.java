package io.shidao.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.shidao.proto.api.v1.Accounts;
import io.shidao.proto.api.v1.Attendance;
import io.shidao.proto.api.v1.Classes;
import io.shidao.proto.api.v1.Enrolments;
import io.shidao.proto.api.v1.Imports;
import io.shidao.proto.api.v1.Looks;
import io.shidao.proto.api.v1.People;
import io.shidao.proto.api.v1.Places;
import io.shidao.proto.api.v1.Platforms;
import io.shidao.proto.api.v1.Policies;
import io.shidao.proto.api.v1.Provider;
import io.shidao.proto.api.v1.Recording;
import io.shidao.proto.api.v1.Registry;
import io.shidao.proto.api.v1.Review;
import io.shidao.proto.api.v1.Sessions;
import io.shidao.proto.api.v1.Snapshots;
import io.shidao.proto.api.v1.SourceTestOuterClass;
import io.shidao.proto.api.v1.SourceViewOuterClass;
import io.shidao.proto.api.v1.Spotchecks;
import io.shidao.proto.api.v1.Teachers;
import io.shidao.proto.api.v1.Timetable;
import io.shidao.proto.api.v1.Watches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** After a wanted change: {@code -Dgolden.update=true}, then review the difference. */
class OpenApiTest {
    private static final Path EXPECTED = Path.of("src/test/resources/openapi.expected.json");

    @Test
    void describesWhatTheProtoFilesSay() throws IOException {
        List<ServiceDescriptor> services = Stream.of(
                        Accounts.getDescriptor(),
                        Attendance.getDescriptor(),
                        Enrolments.getDescriptor(),
                        Policies.getDescriptor(),
                        Classes.getDescriptor(),
                        Looks.getDescriptor(),
                        Imports.getDescriptor(),
                        People.getDescriptor(),
                        Places.getDescriptor(),
                        Platforms.getDescriptor(),
                        Provider.getDescriptor(),
                        Recording.getDescriptor(),
                        Registry.getDescriptor(),
                        Review.getDescriptor(),
                        Sessions.getDescriptor(),
                        Snapshots.getDescriptor(),
                        Teachers.getDescriptor(),
                        Timetable.getDescriptor(),
                        SourceTestOuterClass.getDescriptor(),
                        SourceViewOuterClass.getDescriptor(),
                        Spotchecks.getDescriptor(),
                        Watches.getDescriptor())
                .flatMap(file -> file.getServices().stream())
                .toList();

        String described = OpenApi.of(services) + "\n";

        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(EXPECTED, described);
        }
        assertThat(described).isEqualTo(Files.readString(EXPECTED));
    }
}
