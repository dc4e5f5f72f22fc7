package io.shidao.api.review;

import com.google.protobuf.ByteString;
import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.kernel.id.Ids;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.media.Sha256;
import io.shidao.kernel.store.BlobStore;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.Attachment;
import io.shidao.proto.api.v1.AttachmentContent;
import io.shidao.proto.api.v1.NewAttachment;
import io.shidao.proto.api.v1.Paper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What institutions hand in: text sealed in the database, files sealed in the blob store. Blocks. Thread-safe. */
final class Papers {
    private static final int MAX_TEXT = 4000;
    private static final int MAX_NAME = 120;

    private final ReviewConfig config;
    private final BlobStore blobs;
    private final DataKey key;

    /** A letter that was checked but not kept yet. */
    record Letter(String text, List<NewAttachment> files) {}

    Papers(ReviewConfig config, BlobStore blobs, DataKey key) {
        this.config = config;
        this.blobs = blobs;
        this.key = key;
    }

    Letter check(String text, List<NewAttachment> files) {
        Checks checks = new Checks();
        String clean = checks.paragraphs("text", text, 1, MAX_TEXT);
        checks.require(
                files.size() <= config.maxAttachments(),
                "attachments",
                files.size() + " (expected: up to " + config.maxAttachments() + ")");
        for (int i = 0; i < files.size(); i++) {
            String field = "attachments[" + i + "]";
            NewAttachment file = files.get(i);
            checks.text(field + ".name", file.getName(), 1, MAX_NAME);
            int size = file.getContent().size();
            checks.require(
                    size > 0 && size <= config.maxAttachmentBytes(),
                    field + ".content",
                    size + " bytes (expected: 1 to " + config.maxAttachmentBytes() + ")");
            checks.require(
                    mediaType(file.getContent()).isPresent(),
                    field + ".content",
                    "not of a known kind (expected: a JPEG, PNG or PDF file)");
        }
        checks.done();
        return new Letter(clean, files);
    }

    /** Files first: what the database names is there. */
    CaseChange.NewPaper keep(String kind, Letter letter) {
        String id = Ids.fresh();
        List<CaseChange.NewFile> kept = new ArrayList<>();
        for (NewAttachment file : letter.files()) {
            byte[] content = file.getContent().toByteArray();
            Sha256 digest = blobs.put(Payload.wrap(content));
            kept.add(new CaseChange.NewFile(
                    Ids.fresh(),
                    file.getName().strip(),
                    mediaType(file.getContent()).orElseThrow(),
                    content.length,
                    digest.hex()));
        }
        return new CaseChange.NewPaper(
                id, kind, Payload.wrap(key.seal(letter.text().getBytes(StandardCharsets.UTF_8), purpose(id))), kept);
    }

    Paper open(CaseRecords.SealedPaper sealed) {
        byte[] text = key.open(
                sealed.sealedText().toByteArray(), purpose(sealed.paper().getPaperId()));
        return sealed.paper().toBuilder()
                .setText(new String(text, StandardCharsets.UTF_8))
                .build();
    }

    AttachmentContent content(Attachment filed) {
        Payload found = blobs.find(new Sha256(filed.getSha256()))
                .orElseThrow(() ->
                        Problem.notFound("attachment", filed.getAttachmentId()).exception());
        return AttachmentContent.newBuilder()
                .setAttachment(filed)
                .setContent(ByteString.copyFrom(found.toByteArray()))
                .build();
    }

    private static String purpose(String paper) {
        return "paper:" + paper;
    }

    /** By the first bytes; what the sender calls it counts for nothing. */
    private static Optional<String> mediaType(ByteString content) {
        if (starts(content, 0xff, 0xd8, 0xff)) {
            return Optional.of("image/jpeg");
        } else if (starts(content, 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a)) {
            return Optional.of("image/png");
        } else if (starts(content, '%', 'P', 'D', 'F', '-')) {
            return Optional.of("application/pdf");
        }
        return Optional.empty();
    }

    private static boolean starts(ByteString content, int... first) {
        if (content.size() < first.length) {
            return false;
        }
        for (int i = 0; i < first.length; i++) {
            if ((content.byteAt(i) & 0xff) != first[i]) {
                return false;
            }
        }
        return true;
    }
}
