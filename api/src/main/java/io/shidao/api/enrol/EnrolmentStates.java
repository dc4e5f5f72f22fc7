package io.shidao.api.enrol;

import io.shidao.proto.api.v1.EnrolmentState;

/** When a person has photos enough. With two from different days, far fewer honest people are taken for strangers. */
public final class EnrolmentStates {
    private static final int ENOUGH = 2;

    private EnrolmentStates() {}

    /** @param references of the model in use */
    public static EnrolmentState of(int references) {
        if (references >= ENOUGH) {
            return EnrolmentState.ENROLMENT_STATE_ENOUGH;
        }
        return references > 0 ? EnrolmentState.ENROLMENT_STATE_ONE_PHOTO : EnrolmentState.ENROLMENT_STATE_NONE;
    }
}
