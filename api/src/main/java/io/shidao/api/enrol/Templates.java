package io.shidao.api.enrol;

import com.google.protobuf.ByteString;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.store.DataKey;

/** Seals templates for {@code template:<subject>}, and opens them again. Thread-safe. */
final class Templates {
    private final DataKey key;

    Templates(DataKey key) {
        this.key = key;
    }

    ByteString seal(FaceTemplate template, String subject) {
        return ByteString.copyFrom(key.seal(template.toBytes(), purpose(subject)));
    }

    FaceTemplate open(ReferenceStore.Stored reference, ModelId model) {
        return FaceTemplate.fromBytes(
                model, key.open(reference.sealedTemplate().toByteArray(), purpose(reference.subject())));
    }

    private static String purpose(String subject) {
        return "template:" + subject;
    }
}
