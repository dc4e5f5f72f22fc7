package io.shidao.app.evaluate.attack;

import io.shidao.app.evaluate.figure.Proportion;
import io.shidao.kernel.face.DetectedFace;
import io.shidao.kernel.face.FaceDetector;
import io.shidao.kernel.face.Picture;
import io.shidao.kernel.face.PictureDecoder;
import io.shidao.kernel.face.PresentationAttackDetector;
import io.shidao.kernel.media.Codec;
import io.shidao.kernel.media.Payload;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * Shows bona fide presentations and rendered attacks to the real chain, from the JPEG on: decode, detect, examine.
 * Counts APCER for each species and BPCER (ISO/IEC 30107-3). Not thread-safe.
 */
public final class AttackEvaluation {
    private final PictureDecoder decoder;
    private final FaceDetector faces;
    private final PresentationAttackDetector attacks;
    private final AttackEvaluationOptions options;
    private final PrintStream out;
    private final Tally allBonaFide = new Tally();
    private final Map<Species, Tally> allAttacks = new EnumMap<>(Species.class);

    public AttackEvaluation(
            PictureDecoder decoder,
            FaceDetector faces,
            PresentationAttackDetector attacks,
            AttackEvaluationOptions options,
            PrintStream out) {
        this.decoder = decoder;
        this.faces = faces;
        this.attacks = attacks;
        this.options = options;
        this.out = out;
        for (Species species : Species.values()) {
            allAttacks.put(species, new Tally());
        }
    }

    /** Prints a table for each folder, and the whole on the last line, which is also returned. */
    public String run() {
        for (Path folder : options.faces()) {
            List<Portrait> portraits = portraits(folder);
            if (portraits.size() < 2) {
                throw new IllegalArgumentException("faces " + folder + ": " + portraits.size()
                        + " photos with a face of 48 pixels or more (expected: 2 or more JPEG or PNG files)");
            }
            out.printf("%n%s: %d photos%n%n", folder.getFileName(), portraits.size());
            out.println("| face | presentation | shown | no face found | median score | called an attack (95 %)"
                    + " | called bona fide (95 %) | called bona fide where 5 % of bona fide are called attacks |");
            out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
            untouched(portraits);
            options.pixels().forEach(pixels -> measure(portraits, pixels));
        }
        String last = summary();
        out.printf("%n%s%n", last);
        return last;
    }

    /** The photos as they are, which the rendered camera has made no worse. */
    private void untouched(List<Portrait> portraits) {
        Tally tally = new Tally();
        portraits.stream()
                .limit(options.presentations())
                .map(portrait -> score(Camera.kept(portrait.scene())))
                .forEach(score -> score.ifPresentOrElse(tally::score, tally::noResponse));
        row("as it is", "bona_fide", tally, tally);
    }

    private void measure(List<Portrait> all, int pixels) {
        List<Portrait> portraits = all.stream()
                .filter(portrait -> portrait.suits(pixels))
                .limit(options.presentations())
                .toList();
        if (portraits.isEmpty()) {
            return;
        }
        Tally bonaFide = new Tally();
        for (Portrait portrait : portraits) {
            present(bonaFide, portrait.name() + pixels, random -> portrait.scaledTo(pixels));
        }
        row(pixels + " px", "bona_fide", bonaFide, bonaFide);
        allBonaFide.addAll(bonaFide);
        for (Species species : Species.values()) {
            Tally tally = new Tally();
            for (int i = 0; i < portraits.size(); i++) {
                Portrait attacked = portraits.get(i);
                Portrait other = portraits.get((i + portraits.size() / 2) % portraits.size());
                present(
                        tally,
                        species + attacked.name() + pixels,
                        random -> species.render(attacked, other, pixels, random));
            }
            row(pixels + " px", species.key(), tally, bonaFide);
            allAttacks.computeIfAbsent(species, s -> new Tally()).addAll(tally);
        }
    }

    /** What stands before the camera at one look. */
    private interface Arrangement {
        Scene at(Random random);
    }

    private void present(Tally tally, String name, Arrangement arrangement) {
        double sum = 0;
        int seen = 0;
        for (int look = 0; look < options.looks(); look++) {
            Random random = new Random(options.seed() * 31 + (name + look).hashCode());
            Optional<Double> score = score(Camera.look(arrangement.at(random), random));
            sum += score.orElse(0.0);
            seen += score.isPresent() ? 1 : 0;
        }
        if (seen == 0) {
            tally.noResponse();
        } else {
            tally.score(sum / seen);
        }
    }

    private Optional<Double> score(Payload jpeg) {
        try (Picture picture = decoder.decode(Codec.JPEG, jpeg)) {
            return largest(picture).map(face -> attacks.attackScore(picture, face.box()));
        }
    }

    private Optional<DetectedFace> largest(Picture picture) {
        return faces.detect(picture).stream()
                .max(Comparator.comparing(face -> face.box().area()));
    }

    private void row(String face, String kind, Tally tally, Tally bonaFide) {
        double strict = bonaFide.thresholdFor(.05);
        out.printf(
                "| %s | %s | %d | %d | %s | %s | %s | %s |%n",
                face,
                kind,
                tally.presentations(),
                tally.nonResponses(),
                Proportion.share(tally.median()),
                tally.attacks(options.threshold()).text(),
                tally.bonaFide(options.threshold()).text(),
                tally.bonaFide(strict).text());
        out.flush();
    }

    private String summary() {
        String species = allAttacks.entrySet().stream()
                .map(e -> e.getKey().key() + ":"
                        + rate(e.getValue().bonaFide(options.threshold()).value()))
                .collect(Collectors.joining(","));
        return "evaluate-attacks: bona_fide=" + allBonaFide.presentations() + " bpcer="
                + rate(allBonaFide.attacks(options.threshold()).value()) + " species=" + species;
    }

    private static String rate(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private List<Portrait> portraits(Path folder) {
        List<Portrait> portraits = new ArrayList<>();
        for (Path file : photos(folder)) {
            portrait(folder, file).ifPresent(portraits::add);
        }
        return portraits;
    }

    /** One photo of each clip where files are named clip and frame (two digits), else all; spread over the people. */
    private List<Path> photos(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> photos = files.filter(file -> name(file).matches("(?i).*\\.(jpe?g|png)"))
                    .filter(file -> !name(file).matches("[0-9][1-9]\\.(jpg|png)"))
                    .sorted(Comparator.comparing(AttackEvaluation::name).thenComparing(Comparator.naturalOrder()))
                    .toList();
            return photos.stream().limit(3L * options.presentations()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("faces " + folder + ": cannot be read (expected: a folder with photos)", e);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private Optional<Portrait> portrait(Path folder, Path file) {
        try {
            Scene scene = Scene.of(ImageIO.read(file.toFile()));
            Payload bits = Payload.wrap(Files.readAllBytes(file));
            Codec codec = name(file).toLowerCase(Locale.ROOT).endsWith("png") ? Codec.PNG : Codec.JPEG;
            try (Picture picture = decoder.decode(codec, bits)) {
                return largest(picture)
                        .filter(face -> face.box().height() >= 48)
                        .map(face -> Portrait.of(folder.relativize(file).toString(), scene, face.box()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("photo " + file + ": cannot be read", e);
        }
    }
}
