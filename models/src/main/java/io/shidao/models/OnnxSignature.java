package io.shidao.models;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an ONNX file declares to take and to give, read without running it: enough of the file's protobuf form
 * (onnx.proto: ModelProto, GraphProto, ValueInfoProto) to tell a person what does not fit.
 */
public record OnnxSignature(List<Value> inputs, List<Value> outputs) {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int GRAPH_INPUT = 11;
    private static final int GRAPH_OUTPUT = 12;
    private static final int TENSOR_NAME = 8;

    /**
     * A named tensor.
     *
     * @param shape its sizes; 0 where the file leaves one open; empty when it declares none
     */
    public record Value(String name, List<Long> shape) {
        public Value {
            shape = List.copyOf(shape);
        }

        /** E.g. {@code 1 x 3 x 112 x 112}, with ? for what is left open. */
        public String shapeText() {
            return shape.stream().map(size -> size == 0 ? "?" : size.toString()).collect(Collectors.joining(" x "));
        }
    }

    public OnnxSignature {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    /**
     * Reads the declarations.
     *
     * @throws ModelException when the bytes are no ONNX model
     */
    public static OnnxSignature of(Model model) {
        try {
            List<Value> inputs = new ArrayList<>();
            List<Value> outputs = new ArrayList<>();
            Set<String> constants = new HashSet<>();
            for (Field field : fields(part(fields(ByteBuffer.wrap(model.onnx())), MODEL_GRAPH))) {
                switch (field.number()) {
                    case GRAPH_INITIALIZER -> constants.add(text(part(fields(field.bytes()), TENSOR_NAME)));
                    case GRAPH_INPUT -> inputs.add(value(field.bytes()));
                    case GRAPH_OUTPUT -> outputs.add(value(field.bytes()));
                    default -> {}
                }
            }
            // Files of before IR version 4 list their weights as inputs too.
            inputs.removeIf(input -> constants.contains(input.name()));
            return new OnnxSignature(inputs, outputs);
        } catch (RuntimeException e) {
            throw new ModelException(
                    "model " + model.id() + ": no ONNX model (expected: a file in ONNX form; likely cause: another"
                            + " file, or one cut short; what to do: check the path and the file's SHA-256 "
                            + model.sha256() + ")",
                    e);
        }
    }

    /** ValueInfoProto: 1 name, 2 type → TypeProto: 1 tensor → 2 shape → 1 dimension → 1 size. */
    private static Value value(ByteBuffer bytes) {
        List<Field> fields = fields(bytes);
        List<Long> shape = new ArrayList<>();
        for (Field dimension : fields(part(fields(part(fields(part(fields, 2)), 1)), 2))) {
            shape.add(fields(dimension.bytes()).stream()
                    .filter(field -> field.number() == 1)
                    .mapToLong(Field::varint)
                    .findFirst()
                    .orElse(0));
        }
        return new Value(text(part(fields, 1)), shape);
    }

    /** A field of a protobuf message: a number, or bytes. */
    private record Field(int number, long varint, ByteBuffer bytes) {}

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private static List<Field> fields(ByteBuffer message) {
        ByteBuffer in = message.duplicate();
        List<Field> fields = new ArrayList<>();
        while (in.hasRemaining()) {
            long key = varint(in);
            int number = (int) (key >>> 3);
            switch ((int) (key & 7)) {
                case 0 -> fields.add(new Field(number, varint(in), NOTHING));
                case 1 -> skip(in, 8);
                case 2 -> fields.add(new Field(number, 0, skip(in, varint(in))));
                case 5 -> skip(in, 4);
                default -> throw new IllegalArgumentException("wire type " + (key & 7));
            }
        }
        return fields;
    }

    private static ByteBuffer part(List<Field> fields, int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no field " + number))
                .bytes();
    }

    private static ByteBuffer skip(ByteBuffer in, long length) {
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException(length + " bytes, of " + in.remaining());
        }
        ByteBuffer part = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        return part;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number of more than 64 bits");
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
