package io.shidao.app.bench;

import io.shidao.adapters.vision.Vision;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.id.SubjectId;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.session.BiometricReference;
import io.shidao.kernel.session.Seat;
import io.shidao.testkit.classroom.ClassroomLayout;
import io.shidao.testkit.portrait.Portrait;
import io.shidao.testkit.portrait.Portraits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody on the roster, enrolled with one portrait. */
record Member(SubjectId subject, Portrait portrait, Seat seat, BiometricReference reference) {
    /** On no roster. */
    static final List<Portrait> STRANGERS = List.of(Portraits.get("male-08"), Portraits.get("male-31"));

    static List<Member> enrol(Vision vision, int people) {
        List<Member> members = new ArrayList<>();
        for (Portrait portrait : Portraits.usable()) {
            BiometricReference reference =
                    members.size() < people && !STRANGERS.contains(portrait) ? reference(vision, portrait) : null;
            if (reference != null) {
                Seat seat = ClassroomLayout.seats().get(members.size());
                members.add(new Member(new SubjectId(portrait.id()), portrait, seat, reference));
            }
        }
        return members;
    }

    private static @Nullable BiometricReference reference(Vision vision, Portrait portrait) {
        try (Picture photo = vision.stillDecoder().decode(Codec.JPEG, portrait.jpeg())) {
            List<DetectedFace> faces = vision.detector().detect(photo);
            return faces.size() != 1
                    ? null
                    : new BiometricReference(
                            portrait.id(),
                            vision.embedder().embed(vision.aligner().align(photo, faces.get(0))),
                            portrait.jpeg().sha256());
        }
    }
}
