package io.shidao.api.imports;

import io.shidao.api.enrol.Enroller;
import io.shidao.api.gate.Scope;
import io.shidao.api.problem.ProblemException;
import io.shidao.api.registry.RegistryStore;
import io.shidao.kernel.media.Payload;
import io.shidao.kernel.store.DataKey;
import io.shidao.proto.api.v1.Enrolment;
import io.shidao.proto.api.v1.EnrolmentProblem;
import io.shidao.proto.api.v1.ImportFinding;
import io.shidao.proto.api.v1.PhotoImport;
import io.shidao.proto.api.v1.PhotoImportItem;
import io.shidao.proto.api.v1.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Looks at some photos of an import at once, and keeps the faces that passed in one step. Thread-safe. */
final class Batch {
    private final ImportStore people;
    private final RegistryStore registry;
    private final Enroller enroller;
    private final DataKey key;
    private final int mostPhotoBytes;

    Batch(ImportStore people, RegistryStore registry, Enroller enroller, DataKey key, int mostPhotoBytes) {
        this.people = people;
        this.registry = registry;
        this.enroller = enroller;
        this.key = key;
        this.mostPhotoBytes = mostPhotoBytes;
    }

    /** A file of the ZIP with its number. */
    record Photo(int number, PhotoZip.Entry entry) {
        @Override
        public String toString() {
            return "Photo[" + number + "]";
        }
    }

    /** A photo with the person it was matched with, or with why there is none. */
    private record Matched(
            Photo photo,
            @Nullable Subject subject,
            @Nullable ImportFinding finding) {
        @Override
        public String toString() {
            return "Matched[" + photo.number() + ", redacted]";
        }
    }

    /** What became of the photos, in their order. */
    List<PhotoImportItem> run(PhotoImport of, String by, List<Photo> photos, Executor workers) {
        @Nullable Set<String> roster = of.getClassId().isEmpty() ? null : people.roster(of.getClassId());
        List<Matched> matched =
                photos.stream().map(photo -> match(of, roster, photo)).toList();
        List<PhotoImportItem> items = new ArrayList<>();
        // of each person one photo at a time: the second is compared with the first
        for (List<Matched> round : rounds(matched)) {
            items.addAll(enrolled(round, by, workers));
        }
        items.sort(Comparator.comparingInt(PhotoImportItem::getNumber));
        return items;
    }

    private static List<List<Matched>> rounds(List<Matched> matched) {
        List<List<Matched>> rounds = new ArrayList<>();
        List<Set<String>> people = new ArrayList<>();
        for (Matched one : matched) {
            String subject = one.subject() == null ? "" : one.subject().getSubjectId();
            int round = 0;
            while (round < rounds.size()
                    && !subject.isEmpty()
                    && people.get(round).contains(subject)) {
                round++;
            }
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>());
                people.add(new HashSet<>());
            }
            rounds.get(round).add(one);
            people.get(round).add(subject);
        }
        return rounds;
    }

    private List<PhotoImportItem> enrolled(List<Matched> round, String by, Executor workers) {
        List<CompletableFuture<Object>> looks = round.stream()
                .map(one -> CompletableFuture.supplyAsync(() -> looked(one, by), workers))
                .toList();
        List<Object> looked = looks.stream().map(Batch::join).toList();
        List<Enroller.Looked> photos = looked.stream()
                .filter(Enroller.Looked.class::isInstance)
                .map(Enroller.Looked.class::cast)
                .toList();
        var enrolments = enroller.keep(photos).iterator();
        List<PhotoImportItem> items = new ArrayList<>();
        for (int i = 0; i < round.size(); i++) {
            items.add(looked.get(i) instanceof PhotoImportItem item ? item : item(round.get(i), enrolments.next()));
        }
        return items;
    }

    private static Object join(CompletableFuture<Object> look) {
        try {
            return look.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Either an {@link Enroller.Looked}, or the item when there is nothing to be kept. */
    private Object looked(Matched one, String by) {
        Subject subject = one.subject();
        if (subject == null) {
            return item(one, PhotoImportItem.Outcome.OUTCOME_UNMATCHED, List.of(Objects.requireNonNull(one.finding())));
        }
        byte[] content = one.photo().entry().content().orElse(null);
        if (content == null) {
            return item(one, PhotoImportItem.Outcome.OUTCOME_REFUSED, List.of(Findings.tooLarge(mostPhotoBytes)));
        }
        while (true) {
            try {
                return enroller.look(subject, Payload.wrap(content), by);
            } catch (ProblemException e) {
                if (e.problem().code().equals("REFERENCES_FULL")) {
                    return item(one, PhotoImportItem.Outcome.OUTCOME_REFUSED, List.of(Findings.full()));
                }
                if (!e.problem().code().equals("ENROLMENT_BUSY")
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
    }

    /** @param roster nobody else is matched; null for the whole institution */
    private Matched match(PhotoImport of, @Nullable Set<String> roster, Photo photo) {
        PhotoName name = PhotoName.of(photo.entry().path());
        @Nullable String trainingClass = of.getClassId().isEmpty() ? null : of.getClassId();
        if (name.idNumber().isPresent()) {
            String hash = name.idNumber().get().hash(key);
            Map<String, ImportStore.Known> found = people.findByIdNumber(of.getInstitutionId(), List.of(hash));
            ImportStore.Known known = found.get(hash);
            if (known == null || (roster != null && !roster.contains(known.subject()))) {
                return new Matched(photo, null, Findings.noSuchPerson());
            }
            boolean other = !name.names().contains(known.name())
                    && !named(of, null, name).isEmpty();
            return other ? new Matched(photo, null, Findings.idAndNameDiffer()) : matched(photo, known);
        }
        List<ImportStore.Known> named = named(of, trainingClass, name);
        return switch (named.size()) {
            case 0 -> new Matched(photo, null, Findings.noSuchPerson());
            case 1 -> matched(photo, named.get(0));
            default -> new Matched(photo, null, Findings.severalOfThatName(named.size()));
        };
    }

    /** By the first of the names that anybody has. */
    private List<ImportStore.Known> named(PhotoImport of, @Nullable String trainingClass, PhotoName name) {
        for (String one : name.names()) {
            List<ImportStore.Known> found = people.findByName(of.getInstitutionId(), trainingClass, one);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /** Within the whole region: who may begin an import was checked when it began. */
    private Matched matched(Photo photo, ImportStore.Known known) {
        return registry.findSubject(known.subject(), Scope.REGION)
                .map(subject -> new Matched(photo, subject, null))
                .orElseGet(() -> new Matched(photo, null, Findings.noSuchPerson()));
    }

    private static PhotoImportItem item(Matched one, Enrolment enrolment) {
        List<EnrolmentProblem> problems =
                enrolment.getAccepted() ? enrolment.getWarningsList() : enrolment.getProblemsList();
        return item(
                one,
                enrolment.getAccepted()
                        ? PhotoImportItem.Outcome.OUTCOME_ACCEPTED
                        : PhotoImportItem.Outcome.OUTCOME_REFUSED,
                problems.stream().map(Findings::of).toList());
    }

    private static PhotoImportItem item(Matched one, PhotoImportItem.Outcome outcome, List<ImportFinding> findings) {
        PhotoImportItem.Builder item = PhotoImportItem.newBuilder()
                .setNumber(one.photo().number())
                .setFileName(PhotoName.shown(one.photo().entry().path()))
                .setOutcome(outcome)
                .addAllFindings(findings);
        if (one.subject() != null) {
            item.setSubjectId(one.subject().getSubjectId());
        }
        return item.build();
    }
}
