package io.shidao.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void letsOnlyOneOpenIt() {
        try (DataDirectory first = DataDirectory.open(folder.resolve("data"))) {
            assertThatThrownBy(() -> DataDirectory.open(first.root()))
                    .isInstanceOf(DataDirectoryException.class)
                    .hasMessageContaining("in use by another process");
        }
    }

    @Test
    void canBeOpenedAgainAfterClose() {
        DataDirectory.open(folder).close();

        assertThat(DataDirectory.open(folder).root()).isEqualTo(folder.toAbsolutePath());
    }

    @Test
    void refusesALayoutItDoesNotKnow() throws IOException {
        Files.writeString(folder.resolve("VERSION"), "99\n");

        assertThatThrownBy(() -> DataDirectory.open(folder)).hasMessageContaining("layout version 99 (expected: 1");
    }

    @Test
    void makesADataKeyOnceThatOnlyTheOwnerCanRead() throws IOException {
        byte[] sealed = Secrets.dataKey(Map.of(), folder).seal(new byte[] {1, 2, 3}, "test");

        assertThat(Secrets.dataKey(Map.of(), folder).open(sealed, "test")).containsExactly(1, 2, 3);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void saysWhatIsWrongWithAKeyFromOutside() {
        assertThatThrownBy(() -> Secrets.dataKey(Map.of("SHIDAO_DATA_KEY", "abc"), folder))
                .hasMessageContaining("SHIDAO_DATA_KEY")
                .hasMessageContaining("64 hexadecimal digits")
                .hasMessageNotContaining("abc");
    }
}
