package io.shidao.api.review;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shidao.api.calendar.CalendarConfig;
import io.shidao.api.calendar.WorkCalendar;
import io.shidao.api.problem.ProblemException;
import io.shidao.kernel.media.Payload;
import io.shidao.proto.api.v1.Anomaly;
import io.shidao.proto.api.v1.AnomalyKind;
import io.shidao.proto.api.v1.CaseAct;
import io.shidao.proto.api.v1.CaseReason;
import io.shidao.proto.api.v1.CaseState;
import io.shidao.proto.api.v1.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may become of a case, and by whom. */
class CaseMachineTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final Actor FIRST = new Actor("first", "First", Role.ROLE_AUTHORITY_SUPERVISOR);
    private static final Actor OTHER = new Actor("other", "Other", Role.ROLE_AUTHORITY_SUPERVISOR);
    private static final Actor THIRD = new Actor("third", "Third", Role.ROLE_AUTHORITY_SUPERVISOR);
    private static final Actor INSTITUTION = new Actor("admin", "Admin", Role.ROLE_INSTITUTION_ADMINISTRATOR);
    private static final CaseChange.NewPaper PAPER =
            new CaseChange.NewPaper("paper", "APPEAL", Payload.wrap(new byte[0]), List.of());

    private final ReviewConfig config = ReviewConfig.defaults();
    private CaseFile file = CaseFile.untouched(
            Anomaly.newBuilder()
                    .setAnomalyId("a")
                    .setKind(AnomalyKind.ANOMALY_KIND_IMPERSONATION)
                    .addSubjectIds("s")
                    .putNumbers("track", 7)
                    .build(),
            "institution");

    @Test
    void needsTwoPeopleToConfirmAnImpersonation() {
        as(FIRST, NOW, CaseWork::take);
        as(FIRST, NOW, work -> work.decide(true, CaseReason.CASE_REASON_ANOTHER_PERSON, "", "s"));

        assertThat(file.state()).isEqualTo(CaseState.CASE_STATE_PROPOSED);
        assertThat(Findings.of(file)).isEmpty();
        assertRefused("NOT_YOURS", FIRST, work -> work.second(true, ""));
        assertRefused("NOT_YOURS", INSTITUTION, work -> work.second(true, ""));

        as(OTHER, NOW, work -> work.second(true, ""));

        assertThat(file.state()).isEqualTo(CaseState.CASE_STATE_CONFIRMED);
        assertThat(Findings.of(file)).hasValueSatisfying(found -> {
            assertThat(found.finding().name()).isEqualTo("SUBSTITUTED");
            assertThat(found.track()).isEqualTo(7);
        });
    }

    @Test
    void goesBackToReviewWhenTheSecondPersonDisagrees() {
        as(FIRST, NOW, CaseWork::take);
        as(FIRST, NOW, work -> work.decide(true, CaseReason.CASE_REASON_ANOTHER_PERSON, "", "s"));
        as(OTHER, NOW, work -> work.second(false, "too dark"));

        assertThat(file.state()).isEqualTo(CaseState.CASE_STATE_OPEN);
        assertThat(file.proposedBy()).isNull();
        as(THIRD, NOW, CaseWork::take);
        assertThat(file.hold()).isNotNull();
    }

    @Test
    void givesBackWhatWasTakenAndForgotten() {
        as(FIRST, NOW, CaseWork::take);
        assertRefused("CASE_TAKEN", OTHER, CaseWork::take);

        CaseChange change = as(OTHER, NOW.plus(config.takenFor()), CaseWork::take);

        assertThat(change.entries())
                .extracting(CaseChange.Entry::act)
                .containsExactly(CaseAct.CASE_ACT_LAPSE, CaseAct.CASE_ACT_TAKE);
        assertThat(change.entries().get(0).actor().isClock()).isTrue();
        assertThat(requireNonNull(file.hold()).who().id()).isEqualTo("other");
    }

    @Test
    void letsNobodyDecideWhoLetTheCaseLapse() {
        as(FIRST, NOW, CaseWork::take);
        CaseFile taken = file;

        assertThatThrownBy(() -> as(
                        FIRST,
                        NOW.plus(config.takenFor()),
                        work -> work.decide(false, CaseReason.CASE_REASON_CANNOT_TELL, "", "s")))
                .isInstanceOf(ProblemException.class);
        assertThat(file).isEqualTo(taken);
    }

    @Test
    void letsSomebodyDecideAnAppealWhoDidNotDecideBefore() {
        as(FIRST, NOW, CaseWork::take);
        as(FIRST, NOW, work -> work.decide(true, CaseReason.CASE_REASON_ANOTHER_PERSON, "", "s"));
        as(OTHER, NOW, work -> work.second(true, ""));
        as(INSTITUTION, NOW, work -> work.appeal(PAPER));

        Consumer<CaseWork> overturn = work -> work.decideAppeal(true, CaseReason.CASE_REASON_SAME_PERSON, "twin");
        assertRefused("NOT_YOURS", FIRST, overturn);
        assertRefused("NOT_YOURS", OTHER, overturn);
        assertRefused("NOT_YOURS", INSTITUTION, overturn);
        as(THIRD, NOW, overturn);

        assertThat(file.state()).isEqualTo(CaseState.CASE_STATE_DISMISSED);
        assertThat(Findings.of(file))
                .hasValueSatisfying(found -> assertThat(found.finding().name()).isEqualTo("RECOGNISED"));
    }

    @Test
    void closesTheTimeToAppeal() {
        as(FIRST, NOW, CaseWork::take);
        as(FIRST, NOW, work -> work.decide(true, CaseReason.CASE_REASON_ANOTHER_PERSON, "", "s"));
        as(OTHER, NOW, work -> work.second(true, ""));
        Instant due = requireNonNull(file.due().appeal());

        as(Actor.CLOCK, due.minusMillis(1), CaseWork::passTime);
        assertThat(file.state()).isEqualTo(CaseState.CASE_STATE_CONFIRMED);
        CaseChange change = as(Actor.CLOCK, due, work -> {});

        assertThat(change.entries()).extracting(CaseChange.Entry::act).containsExactly(CaseAct.CASE_ACT_APPEAL_LAPSED);
        assertThat(file.state()).isEqualTo(CaseState.CASE_STATE_FINAL);
        assertRefused("CASE_STATE", INSTITUTION, work -> work.appeal(PAPER));
    }

    @Test
    void saysOnceWhatIsOverdue() {
        as(OTHER, NOW, work -> work.askExplanation("why was the seat taken?"));
        Instant late = NOW.plus(Duration.ofDays(30));

        CaseChange first = as(Actor.CLOCK, late, work -> {});
        CaseChange again = as(Actor.CLOCK, late, work -> {});

        assertThat(first.entries())
                .extracting(CaseChange.Entry::act)
                .containsExactly(CaseAct.CASE_ACT_EXPLANATION_OVERDUE);
        assertThat(again.entries()).isEmpty();
    }

    @Test
    void countsEachChangeAsARevision() {
        as(FIRST, NOW, CaseWork::take);
        as(FIRST, NOW, work -> work.release("later"));

        assertThat(file.revision()).isEqualTo(2);
        assertThat(file.state()).isEqualTo(CaseState.CASE_STATE_OPEN);
    }

    @ParameterizedTest
    @EnumSource(
            value = CaseState.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"CASE_STATE_UNSPECIFIED", "UNRECOGNIZED"})
    void letsAnInstitutionExplainAndAppealAndNothingElse(CaseState state) {
        CaseFile any = new CaseFile(
                file.anomaly(), "institution", 1, state, null, null, null, CaseFile.Grounds.NONE, CaseFile.Due.NONE);

        assertThat(CaseMachine.allowed(any, INSTITUTION))
                .isSubsetOf(EnumSet.of(CaseAct.CASE_ACT_EXPLAIN, CaseAct.CASE_ACT_APPEAL));
        assertThat(CaseMachine.allowed(any, new Actor("p", "P", Role.ROLE_PLATFORM)))
                .isEmpty();
    }

    @Test
    void saysForEachActOfEachStateOneThing() {
        assertThat(CaseMachine.TABLE)
                .extracting(row -> row.from() + " " + row.act())
                .doesNotHaveDuplicates();
        assertThat(CaseMachine.TABLE)
                .extracting(CaseMachine.Row::act)
                .containsAll(EnumSet.complementOf(EnumSet.of(CaseAct.CASE_ACT_UNSPECIFIED, CaseAct.UNRECOGNIZED)));
    }

    private CaseChange as(Actor actor, Instant at, Consumer<CaseWork> act) {
        CaseWork work =
                new CaseWork(CaseRules.of(config, new WorkCalendar(CalendarConfig.defaults())), file, actor, at, null);
        work.passTime();
        act.accept(work);
        file = work.file();
        return work.change();
    }

    private void assertRefused(String code, Actor actor, Consumer<CaseWork> act) {
        assertThatThrownBy(() -> as(actor, NOW, act))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }
}
