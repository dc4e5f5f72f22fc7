package io.shidao.models;

import io.shidao.kernel.media.Sha256;

/**
 * A model ready to be handed to an inference engine.
 *
 * @param name of its file, without extension
 * @param sha256 of its bytes
 * @param onnx the file's bytes; not copied, so read only
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, made once, handed to one caller
public record Model(ModelRole role, String name, Sha256 sha256, byte[] onnx) {
    /** Name and the first eight digits of the digest, e.g. {@code fr_feature-87aacdfe}: tells two files of one name apart. */
    public String id() {
        return name + "-" + sha256.hex().substring(0, 8);
    }

    @Override
    public String toString() {
        return "Model[" + role + " " + id() + ", " + onnx.length + " bytes]";
    }
}
