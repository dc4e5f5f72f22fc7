package io.shidao.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shidao.kernel.media.Sha256;
import io.shidao.models.OnnxSignature.Value;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class OnnxSignatureTest {
    @Test
    void readsWhatAModelTakesAndGives() {
        OnnxSignature embed = OnnxSignature.of(ModelCatalogue.shipped().load(ModelRole.EMBED));
        OnnxSignature detect = OnnxSignature.of(ModelCatalogue.shipped().load(ModelRole.DETECT));

        assertThat(embed.inputs()).containsExactly(new Value("input", List.of(1L, 3L, 112L, 112L)));
        assertThat(embed.outputs()).containsExactly(new Value("output", List.of(1L, 512L)));
        assertThat(detect.outputs()).extracting(Value::name).containsExactly("scores", "boxes");
    }

    @Test
    void leavesOutWeightsThatOldFilesListAsInputs() {
        byte[] name = message(1, 'w');
        byte[] graph = join(field(5, message(8, 'w')), field(11, name), field(11, message(1, 'x')));

        OnnxSignature signature = OnnxSignature.of(model(field(7, graph)));

        assertThat(signature.inputs()).extracting(Value::name).containsExactly("x");
    }

    @Test
    void showsWhatAFileLeavesOpen() {
        assertThat(new Value("x", List.of(0L, 3L, 112L, 96L)).shapeText()).isEqualTo("? x 3 x 112 x 96");
    }

    @Test
    void saysWhenAFileIsNoModel() {
        byte[] whole = ModelCatalogue.shipped().load(ModelRole.EMBED).onnx();

        for (byte[] bytes : List.of(new byte[0], new byte[] {8, 1, 2, 3}, Arrays.copyOf(whole, whole.length / 2))) {
            assertThatThrownBy(() -> OnnxSignature.of(model(bytes)))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("no ONNX model")
                    .hasMessageContaining("check the path");
        }
    }

    private static Model model(byte[] bytes) {
        return new Model(ModelRole.EMBED, "some", Sha256.of(bytes), bytes);
    }

    private static byte[] message(int number, char text) {
        // A type without a shape, as ValueInfoProto's field 2, does no harm in other messages.
        return join(field(number, new byte[] {(byte) text}), field(2, field(1, field(2, new byte[0]))));
    }

    private static byte[] field(int number, byte[] bytes) {
        return join(new byte[] {(byte) (number << 3 | 2), (byte) bytes.length}, bytes);
    }

    private static byte[] join(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
