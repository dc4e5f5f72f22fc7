package io.shidao.app.evaluate;

import io.shidao.kernel.face.FaceTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The looks at the people of one folder: enrolment photos, and what a camera sees of them at one face height.
 *
 * @param name of the folder
 * @param pixels height of the faces in the camera's picture
 * @param people who have at least one clip with a usable photo
 */
record Population(String name, int pixels, List<Person> people) {
    /**
     * @param index into the folder's people
     * @param clips in order, at least one
     */
    record Person(int index, String name, List<Clip> clips) {
        /** Templates of the photos of the first clips. */
        List<FaceTemplate> enrolment(int clipsEnrolled) {
            List<FaceTemplate> templates = new ArrayList<>();
            for (Clip clip : clips.subList(0, Math.min(clipsEnrolled, clips.size()))) {
                clip.photos().forEach(shot -> templates.add(shot.template()));
            }
            return templates;
        }

        /** Clips that took no part in the enrolment and in which the camera saw the face at least once. */
        List<Clip> unseen(int clipsEnrolled) {
            return clips.stream()
                    .skip(clipsEnrolled)
                    .filter(clip -> !clip.looks().isEmpty())
                    .toList();
        }
    }

    /**
     * One clip: independent of the person's others.
     *
     * @param photos as for enrolment, one for each frame with a face
     * @param looks of the camera, only those in which the face was found
     * @param foundShare of the looks tried
     */
    record Clip(char digit, List<FaceShot> photos, List<FaceShot> looks, double foundShare) {}

    /** Sorts shots by person and clip; clips without a usable photo are left out, people without a clip too. */
    static Population of(LabelledFaces faces, int pixels, List<FaceShot> photos, List<FaceShot> looks, int tried) {
        Map<Long, List<FaceShot>> photosOf = byClip(photos);
        Map<Long, List<FaceShot>> looksOf = byClip(looks);
        List<Person> people = new ArrayList<>();
        for (int p = 0; p < faces.people().size(); p++) {
            List<Clip> clips = new ArrayList<>();
            LabelledFaces.Person person = faces.people().get(p);
            for (int c = 0; c < person.clips().size(); c++) {
                List<FaceShot> own = photosOf.getOrDefault(key(p, c), List.of());
                List<FaceShot> seen = looksOf.getOrDefault(key(p, c), List.of());
                if (!own.isEmpty()) {
                    clips.add(new Clip(
                            person.clips().get(c).digit(), own, seen, Math.min(1, (double) seen.size() / tried)));
                }
            }
            if (!clips.isEmpty()) {
                people.add(new Person(p, person.name(), List.copyOf(clips)));
            }
        }
        return new Population(faces.name(), pixels, List.copyOf(people));
    }

    private static Map<Long, List<FaceShot>> byClip(List<FaceShot> shots) {
        Map<Long, List<FaceShot>> map = new HashMap<>();
        shots.forEach(s -> map.computeIfAbsent(key(s.person(), s.clip()), k -> new ArrayList<>())
                .add(s));
        return map;
    }

    private static long key(int person, int clip) {
        return person * 1000L + clip;
    }

    /** Every second person, beginning with the first or the second: the halves of a cross-check. */
    Population half(int which) {
        return new Population(
                name,
                pixels,
                people.stream().filter(p -> p.index() % 2 == which).toList());
    }

    /** Without some clips, named PERSON/CLIP. */
    Population without(java.util.Set<String> clipNames) {
        Map<Integer, Person> kept = new TreeMap<>();
        for (Person person : people) {
            List<Clip> clips = person.clips().stream()
                    .filter(c -> !clipNames.contains(person.name() + "/" + c.digit())
                            && !clipNames.contains(person.name() + "/*"))
                    .toList();
            if (!clips.isEmpty()) {
                kept.put(person.index(), new Person(person.index(), person.name(), clips));
            }
        }
        return new Population(name, pixels, List.copyOf(kept.values()));
    }
}
