package io.shidao.api.imports;

import io.shidao.api.gate.Scope;
import io.shidao.api.registry.RegistryStore;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.ImportFinding;
import io.shidao.proto.api.v1.PhotoImport;
import io.shidao.proto.api.v1.Subject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells whose photos some files are by their names, with a few queries for all of them. Thread-safe. */
final class PhotoMatcher {
    private final ImportStore people;
    private final RegistryStore registry;
    private final DataKey key;

    PhotoMatcher(ImportStore people, RegistryStore registry, DataKey key) {
        this.people = people;
        this.registry = registry;
        this.key = key;
    }

    /** A photo with the person it was matched with, or with why there is none. */
    record Matched(
            Batch.Photo photo,
            @Nullable Subject subject,
            @Nullable ImportFinding finding) {
        @Override
        public String toString() {
            return "Matched[" + photo.number() + ", redacted]";
        }
    }

    /** A photo with what its name says. */
    private record Named(
            Batch.Photo photo, PhotoName name, @Nullable String idNumberHash) {
        @Override
        public String toString() {
            return "Named[" + photo.number() + ", redacted]";
        }
    }

    /** Somebody a name leads to, or why it leads to nobody. */
    private record Found(
            ImportStore.@Nullable Known known, @Nullable ImportFinding finding) {
        @Override
        public String toString() {
            return "Found[redacted]";
        }
    }

    /**
     * What the store says of all names at once.
     *
     * @param asked by name, on the class's roster when the import is for one
     * @param institution by name, for files that give an ID number, too
     */
    private record Answers(
            @Nullable Set<String> roster,
            Map<String, ImportStore.Known> byIdNumber,
            Map<String, List<ImportStore.Known>> asked,
            Map<String, List<ImportStore.Known>> institution) {
        @Override
        public String toString() {
            return "Answers[redacted]";
        }
    }

    /** In the photos' order. The people are sought in the whole region: who may import was checked when it began. */
    List<Matched> match(PhotoImport of, List<Batch.Photo> photos) {
        List<Named> named = photos.stream().map(this::named).toList();
        Answers answers = answers(of, named);
        Map<Integer, Found> found = new HashMap<>();
        named.forEach(one -> found.put(one.photo().number(), find(answers, one)));
        Map<String, Subject> subjects = subjects(found.values());
        return photos.stream()
                .map(photo -> matched(photo, Objects.requireNonNull(found.get(photo.number())), subjects))
                .toList();
    }

    private Named named(Batch.Photo photo) {
        PhotoName name = PhotoName.of(photo.entry().path());
        return new Named(
                photo, name, name.idNumber().map(number -> number.hash(key)).orElse(null));
    }

    private Answers answers(PhotoImport of, List<Named> named) {
        @Nullable String trainingClass = of.getClassId().isEmpty() ? null : of.getClassId();
        List<String> hashes = named.stream()
                .map(Named::idNumberHash)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return new Answers(
                trainingClass == null ? null : people.roster(trainingClass),
                hashes.isEmpty() ? Map.of() : people.findByIdNumber(of.getInstitutionId(), hashes),
                byName(of.getInstitutionId(), trainingClass, names(named, false)),
                byName(of.getInstitutionId(), null, names(named, true)));
    }

    private static List<String> names(List<Named> named, boolean withIdNumber) {
        return named.stream()
                .filter(one -> (one.idNumberHash() != null) == withIdNumber)
                .flatMap(one -> one.name().names().stream())
                .distinct()
                .toList();
    }

    private Map<String, List<ImportStore.Known>> byName(
            String institution, @Nullable String trainingClass, List<String> names) {
        return names.isEmpty() ? Map.of() : people.findByName(institution, trainingClass, names);
    }

    private static Found find(Answers answers, Named one) {
        if (one.idNumberHash() != null) {
            return byIdNumber(answers, one, one.idNumberHash());
        }
        List<ImportStore.Known> named = byName(answers.asked(), one.name());
        return switch (named.size()) {
            case 0 -> new Found(null, Findings.noSuchPerson());
            case 1 -> new Found(named.get(0), null);
            default -> new Found(null, Findings.severalOfThatName(named.size()));
        };
    }

    private static Found byIdNumber(Answers answers, Named one, String hash) {
        ImportStore.Known known = answers.byIdNumber().get(hash);
        Set<String> roster = answers.roster();
        if (known == null || (roster != null && !roster.contains(known.subject()))) {
            return new Found(null, Findings.noSuchPerson());
        }
        boolean other = !one.name().names().contains(known.name())
                && !byName(answers.institution(), one.name()).isEmpty();
        return other ? new Found(null, Findings.idAndNameDiffer()) : new Found(known, null);
    }

    /** By the first of the names that anybody has. */
    private static List<ImportStore.Known> byName(Map<String, List<ImportStore.Known>> known, PhotoName name) {
        return name.names().stream()
                .map(one -> known.getOrDefault(one, List.of()))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private Map<String, Subject> subjects(Collection<Found> found) {
        List<String> ids = found.stream()
                .map(Found::known)
                .filter(Objects::nonNull)
                .map(ImportStore.Known::subject)
                .distinct()
                .toList();
        return registry.findSubjects(ids, Scope.REGION).stream()
                .collect(Collectors.toMap(Subject::getSubjectId, Function.identity()));
    }

    private static Matched matched(Batch.Photo photo, Found found, Map<String, Subject> subjects) {
        if (found.known() == null) {
            return new Matched(photo, null, found.finding());
        }
        Subject subject = subjects.get(found.known().subject());
        return subject == null ? new Matched(photo, null, Findings.noSuchPerson()) : new Matched(photo, subject, null);
    }
}
