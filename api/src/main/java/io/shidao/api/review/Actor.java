package io.shidao.api.review;

import io.shidao.proto.api.v1.Role;
import io.shidao.wire.Caller;

/**
 * Who acts on a case.
 *
 * @param id of the account; empty for the service itself
 */
public record Actor(String id, String name, Role role) {
    /** The service, when a time has come. */
    static final Actor CLOCK = new Actor("", "", Role.ROLE_UNSPECIFIED);

    static Actor of(Caller caller) {
        return new Actor(caller.id(), caller.name(), caller.role());
    }

    /**
     * The side that decides, within its scope: the authority, and the bureau of the prefecture. An institution never does,
     * so nobody decides about their own.
     */
    boolean supervises() {
        return role == Role.ROLE_AUTHORITY_SUPERVISOR || role == Role.ROLE_BUREAU_SUPERVISOR;
    }

    boolean isInstitution() {
        return role == Role.ROLE_INSTITUTION_ADMINISTRATOR;
    }

    boolean isClock() {
        return id.isEmpty();
    }

    CaseFile.Person person() {
        return new CaseFile.Person(id, name);
    }
}
