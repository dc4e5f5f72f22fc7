package io.shidao.analyzer.anomaly;

import io.shidao.kernel.record.Anomaly;
import java.util.ArrayList;
import java.util.List;

/**
 * All rules, in the order in which a cause is given to the gravest kind that explains it: an outsider who is somebody's
 * substitute is not an OUTSIDER as well, and a trainee with a substitute is not ABSENT_BUT_SIGNED as well.
 */
public final class AnomalyRules {
    private final List<AnomalyRule> rules;

    public AnomalyRules(AnomalyConfig config) {
        rules = List.of(
                new ClassroomImpersonationRule(),
                new OnlineImpersonationRule(),
                new OutsiderRule(),
                new AbsentButSignedRule(),
                new NoFaceRule(),
                new SeveralFacesRule(),
                new PresentationAttackRule(),
                new TeacherAbsentRule(config.teacherAbsentAfter()),
                new LowAttendanceRule(config.lowAttendanceShare(), config.lowAttendanceAfter()),
                new HeadcountRule(config.headcountTolerance(), config.headcountAfter()),
                new OutageRule(),
                new ReplayedFootageRule(),
                new ClockSkewRule());
    }

    /** Everything that is suspected on these facts; the same facts give the same cases with the same ids. */
    public List<Anomaly> judge(AnomalyFacts facts) {
        List<Anomaly> found = new ArrayList<>();
        for (AnomalyRule rule : rules) {
            found.addAll(rule.judge(facts, List.copyOf(found)));
        }
        return found;
    }
}
