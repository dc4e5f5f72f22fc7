package io.shidao.api.imports;

import io.shidao.api.enrol.Enroller;
import io.shidao.api.imports.PhotoMatcher.Matched;
import io.shidao.api.problem.ProblemException;
import io.shidao.kernel.media.Payload;
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
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Looks at some photos of an import at once, and keeps the faces that passed in one step. Thread-safe. */
final class Batch {
    private final PhotoMatcher matcher;
    private final Enroller enroller;
    private final int mostPhotoBytes;

    Batch(PhotoMatcher matcher, Enroller enroller, int mostPhotoBytes) {
        this.matcher = matcher;
        this.enroller = enroller;
        this.mostPhotoBytes = mostPhotoBytes;
    }

    /** A file of the ZIP with its number. */
    record Photo(int number, PhotoZip.Entry entry) {
        @Override
        public String toString() {
            return "Photo[" + number + "]";
        }
    }

    /** What became of the photos, in their order. */
    List<PhotoImportItem> run(PhotoImport of, String by, List<Photo> photos, Executor workers) {
        List<PhotoImportItem> items = new ArrayList<>();
        // of each person one photo at a time: the second is compared with the first
        for (List<Matched> round : rounds(matcher.match(of, photos))) {
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
        Enroller.Earlier known = enroller.earlier(subjects(round));
        List<CompletableFuture<Object>> looks = round.stream()
                .map(one -> CompletableFuture.supplyAsync(() -> looked(one, by, known), workers))
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

    private static List<String> subjects(List<Matched> round) {
        return round.stream()
                .map(Matched::subject)
                .filter(Objects::nonNull)
                .map(Subject::getSubjectId)
                .toList();
    }

    private static Object join(CompletableFuture<Object> look) {
        try {
            return look.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Either an {@link Enroller.Looked}, or the item when there is nothing to be kept. */
    private Object looked(Matched one, String by, Enroller.Earlier known) {
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
                return enroller.look(subject, Payload.wrap(content), by, known);
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
