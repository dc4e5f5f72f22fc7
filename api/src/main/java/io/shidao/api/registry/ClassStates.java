package io.shidao.api.registry;

import io.shidao.api.problem.Problem;
import io.shidao.proto.api.v1.ClassStatus;
import io.shidao.proto.api.v1.TrainingClass;

/** What a class's status allows. */
public final class ClassStates {
    private ClassStates() {}

    /** Whether sessions of such a class can be planned, and run. */
    public static boolean mayHaveSessions(ClassStatus status) {
        return status == ClassStatus.CLASS_STATUS_APPROVED || status == ClassStatus.CLASS_STATUS_RUNNING;
    }

    /** @throws io.shidao.api.problem.ProblemException CLASS_NOT_APPROVED unless sessions of it can be planned */
    public static void requireSessions(TrainingClass trainingClass) {
        if (!mayHaveSessions(trainingClass.getStatus())) {
            throw Problem.precondition(
                            "CLASS_NOT_APPROVED",
                            "The class is not approved",
                            "class " + trainingClass.getClassId() + " is "
                                    + trainingClass.getStatus().name().substring("CLASS_STATUS_".length())
                                    + " (expected: approved by the authority before its first session, and not suspended,"
                                    + " ended or filed)")
                    .exception();
        }
    }
}
