package io.shidao.app.evaluate;

import io.shidao.adapters.vision.Vision;
import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.ModelId;
import io.shidao.kernel.face.SampleQuality;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the looks at the people of a folder, or reads those of an earlier run from a folder that the caller names. Such
 * a folder holds templates of real people: it is for measuring, and nothing removes it.
 */
final class LookBank {
    /** Looks at each clip: different moments of a camera, not different photos. */
    static final int LOOKS_OF_A_CLIP = 4;

    private final Vision vision;
    private final @Nullable Path kept;
    private final Consumer<String> progress;

    LookBank(Vision vision, @Nullable Path kept, Consumer<String> progress) {
        this.vision = vision;
        this.kept = kept;
        this.progress = progress;
    }

    /** Everybody of the folder, excluded clips too, at each of the face heights. */
    List<Population> look(LabelledFaces faces, List<Integer> pixels, long seed) {
        List<Population> populations = new ArrayList<>();
        try (Studio studio = new Studio(vision)) {
            Portraits portraits = new Portraits(studio, faces);
            List<FaceShot> photos = photos(studio, portraits, faces);
            for (int height : pixels) {
                String file = faces.name() + "-" + height + ".bin";
                List<FaceShot> looks =
                        kept(file).orElseGet(() -> keep(file, shoot(studio, portraits.get(), faces, height, seed)));
                populations.add(Population.of(faces, height, photos, looks, LOOKS_OF_A_CLIP));
            }
        }
        return populations;
    }

    /** Everybody of the folder with photos only, which stand for looks: for sessions that are filmed. */
    List<Population> enrolments(LabelledFaces faces, List<Integer> pixels) {
        try (Studio studio = new Studio(vision)) {
            List<FaceShot> photos = photos(studio, new Portraits(studio, faces), faces);
            return pixels.stream()
                    .map(height -> Population.of(faces, height, photos, photos, LOOKS_OF_A_CLIP))
                    .toList();
        }
    }

    private List<FaceShot> photos(Studio studio, Portraits portraits, LabelledFaces faces) {
        String file = faces.name() + "-enrol.bin";
        return kept(file)
                .orElseGet(() ->
                        keep(file, portraits.get().stream().map(studio::enrol).toList()));
    }

    /** Found once, when first needed. */
    private final class Portraits {
        private final Studio studio;
        private final LabelledFaces faces;
        private @Nullable List<Studio.Portrait> found;

        Portraits(Studio studio, LabelledFaces faces) {
            this.studio = studio;
            this.faces = faces;
        }

        List<Studio.Portrait> get() {
            if (found == null) {
                found = find();
            }
            return found;
        }

        private List<Studio.Portrait> find() {
            List<Studio.Portrait> portraits = new ArrayList<>();
            for (int p = 0; p < faces.people().size(); p++) {
                List<LabelledFaces.Clip> clips = faces.people().get(p).clips();
                for (int c = 0; c < clips.size(); c++) {
                    List<Path> frames = clips.get(c).frames();
                    for (int f = 0; f < frames.size(); f++) {
                        studio.portrait(p, c, f, frames.get(f)).ifPresent(portraits::add);
                    }
                }
                if (p % 50 == 49) {
                    progress.accept(faces.name() + ": photos of " + (p + 1) + " of "
                            + faces.people().size() + " people");
                }
            }
            return portraits;
        }
    }

    private List<FaceShot> shoot(
            Studio studio, List<Studio.Portrait> portraits, LabelledFaces faces, int height, long seed) {
        SplittableRandom random = new SplittableRandom(seed * 31 + height);
        List<Studio.Portrait> jobs = new ArrayList<>();
        for (Studio.Portrait portrait : portraits) {
            int frames = faces.people()
                    .get(portrait.person())
                    .clips()
                    .get(portrait.clip())
                    .frames()
                    .size();
            int repeats = portrait.frame() == 0 ? Math.max(1, LOOKS_OF_A_CLIP - frames + 1) : 1;
            for (int i = 0; i < repeats; i++) {
                jobs.add(portrait);
            }
        }
        List<FaceShot> shots = new ArrayList<>();
        int capacity = Studio.capacity(height);
        for (int from = 0; from < jobs.size(); from += capacity) {
            int to = Math.min(jobs.size(), from + capacity);
            studio.shoot(jobs.subList(from, to), height, random).forEach(shot -> shot.ifPresent(shots::add));
            if (from / capacity % 20 == 19) {
                progress.accept(faces.name() + ": " + to + " of " + jobs.size() + " looks at " + height + " px");
            }
        }
        return shots;
    }

    private Optional<List<FaceShot>> kept(String file) {
        if (kept == null || !Files.isRegularFile(kept.resolve(file))) {
            return Optional.empty();
        }
        List<FaceShot> shots = new ArrayList<>();
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(kept.resolve(file))))) {
            for (Optional<FaceShot> shot = read(in); shot.isPresent(); shot = read(in)) {
                shots.add(shot.get());
            }
            return Optional.of(shots);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<FaceShot> read(DataInputStream in) throws IOException {
        int person;
        try {
            person = in.readInt();
        } catch (EOFException e) {
            return Optional.empty();
        }
        int clip = in.readInt();
        int frame = in.readInt();
        ModelId model = vision.embedder().model();
        SampleQuality quality = new SampleQuality(
                in.readFloat(),
                in.readFloat(),
                in.readFloat(),
                in.readFloat(),
                in.readFloat(),
                in.readFloat(),
                in.readFloat(),
                in.readFloat(),
                in.readFloat());
        byte[] template = new byte[in.readInt()];
        in.readFully(template);
        return Optional.of(new FaceShot(person, clip, frame, FaceTemplate.fromBytes(model, template), quality));
    }

    private List<FaceShot> keep(String file, List<FaceShot> shots) {
        if (kept != null) {
            try {
                Files.createDirectories(kept);
                Path unfinished = kept.resolve(file + ".tmp");
                try (DataOutputStream out =
                        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished)))) {
                    for (FaceShot shot : shots) {
                        write(out, shot);
                    }
                }
                Files.move(unfinished, kept.resolve(file), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return shots;
    }

    private static void write(DataOutputStream out, FaceShot shot) throws IOException {
        out.writeInt(shot.person());
        out.writeInt(shot.clip());
        out.writeInt(shot.frame());
        SampleQuality q = shot.quality();
        for (float number : new float[] {
            q.faceHeightPixels(),
            q.interEyeDistancePixels(),
            q.sharpness(),
            q.meanLuminance(),
            q.underExposedShare(),
            q.overExposedShare(),
            q.yawDegrees(),
            q.pitchDegrees(),
            q.rollDegrees()
        }) {
            out.writeFloat(number);
        }
        byte[] template = shot.template().toBytes();
        out.writeInt(template.length);
        out.write(template);
    }
}
