package io.shidao.adapters.vision;

import io.shidao.adapters.vision.LabelledPhotos.Photo;
import io.shidao.kernel.face.AlignedFace;
import io.shidao.kernel.face.Box;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;

/** How well an engine keeps labelled people apart, each photo compared with each. */
@NullMarked
record Separation(
        int people,
        int photos,
        double found,
        double equalErrorRate,
        double acceptedAt1e3,
        double thresholdAt1e3,
        double rank1) {
    /** A photo's template, or none when no face was found. */
    private record Probe(Photo photo, FaceTemplate template) {}

    static Separation of(Vision vision, List<Photo> clips) {
        List<Probe> probes = new ArrayList<>();
        for (Photo photo : clips) {
            template(vision, photo.file()).ifPresent(template -> probes.add(new Probe(photo, template)));
        }
        List<Float> mated = new ArrayList<>();
        List<Float> others = new ArrayList<>();
        for (int i = 0; i < probes.size(); i++) {
            for (int j = 0; j < i; j++) {
                float score = probes.get(i).template().cosine(probes.get(j).template());
                (samePerson(probes.get(i), probes.get(j)) ? mated : others).add(score);
            }
        }
        mated.sort(Comparator.naturalOrder());
        others.sort(Comparator.reverseOrder());
        float threshold = others.get(others.size() / 1000);
        int people =
                (int) probes.stream().map(p -> p.photo().person()).distinct().count();
        return new Separation(
                people,
                probes.size(),
                (double) probes.size() / clips.size(),
                equalErrorRate(mated, others),
                1 - below(mated, threshold),
                threshold,
                rank1(probes));
    }

    private static boolean samePerson(Probe a, Probe b) {
        return a.photo().person().equals(b.photo().person());
    }

    private static double equalErrorRate(List<Float> matedAscending, List<Float> othersDescending) {
        for (int i = 0; i < othersDescending.size(); i++) {
            double falseMatches = (double) i / othersDescending.size();
            if (falseMatches >= below(matedAscending, othersDescending.get(i))) {
                return falseMatches;
            }
        }
        return 1;
    }

    private static double below(List<Float> ascending, float threshold) {
        int low = 0;
        int high = ascending.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (ascending.get(middle) < threshold) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return (double) low / ascending.size();
    }

    /** The lowest clip enrols, the others are searched for among everybody's. */
    private static double rank1(List<Probe> probes) {
        Map<String, Probe> enrolled = new HashMap<>();
        probes.forEach(probe -> enrolled.putIfAbsent(probe.photo().person(), probe));
        int searches = 0;
        int right = 0;
        for (Probe probe : probes) {
            if (!enrolled.containsValue(probe)) {
                Probe best = enrolled.values().stream()
                        .max(Comparator.comparing(e -> e.template().cosine(probe.template())))
                        .orElseThrow();
                searches++;
                right += samePerson(best, probe) ? 1 : 0;
            }
        }
        return (double) right / searches;
    }

    private static Optional<FaceTemplate> template(Vision vision, Path file) {
        try (Picture picture = decode(vision, file)) {
            return vision.detector().detect(picture).stream()
                    .max(Comparator.comparing(face -> prominence(face.box(), picture)))
                    .map(face -> {
                        AlignedFace aligned = vision.aligner().align(picture, face);
                        return vision.embedder().embed(aligned);
                    });
        }
    }

    /** Large and in the middle. */
    private static double prominence(Box box, Picture picture) {
        double side = Math.max(picture.width(), picture.height());
        double off = Math.hypot(box.centreX() - picture.width() / 2.0, box.centreY() - picture.height() / 2.0);
        return (Math.sqrt(box.area()) - 1.5 * off) / side;
    }

    static Picture decode(Vision vision, Path file) {
        try {
            return vision.stillDecoder().decode(Codec.JPEG, Payload.wrap(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
