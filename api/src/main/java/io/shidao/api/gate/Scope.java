package io.shidao.api.gate;

/**
 * The one place that says what lies within a caller's sight. What lies outside is answered as if it did not exist. Stores
 * take the scope and restrict what they read by it; for what was read already there is {@link #covers}.
 */
public sealed interface Scope {
    /** Everything: an authority supervisor, an auditor, and the service itself. */
    Scope REGION = new Region();

    /** Short name, by which stores choose their restriction. */
    Kind kind();

    /** Of the prefecture, institution, platform or subject; empty for the region. */
    String id();

    /** Whether a session as a whole, with everybody in it, lies within the scope: never for a trainee. */
    boolean covers(Place place);

    /** Of the caller of the method that runs now. */
    static Scope current() {
        return Principal.current().scope();
    }

    /** The kinds there are; a store that does not know one shows nothing. */
    enum Kind {
        REGION,
        PREFECTURE,
        INSTITUTION,
        PLATFORM,
        SUBJECT
    }

    /** The whole region. */
    record Region() implements Scope {
        @Override
        public Kind kind() {
            return Kind.REGION;
        }

        @Override
        public String id() {
            return "";
        }

        @Override
        public boolean covers(Place place) {
            return true;
        }
    }

    /** The institutions of one prefecture. */
    record OfPrefecture(String id) implements Scope {
        @Override
        public Kind kind() {
            return Kind.PREFECTURE;
        }

        @Override
        public boolean covers(Place place) {
            return place.prefecture().equals(id);
        }
    }

    /** One institution. */
    record OfInstitution(String id) implements Scope {
        @Override
        public Kind kind() {
            return Kind.INSTITUTION;
        }

        @Override
        public boolean covers(Place place) {
            return place.institution().equals(id);
        }
    }

    /**
     * The sessions of one platform.
     *
     * @param id of the platform, which is the source of its sessions
     */
    record OfPlatform(String id) implements Scope {
        @Override
        public Kind kind() {
            return Kind.PLATFORM;
        }

        @Override
        public boolean covers(Place place) {
            return place.source().equals(id);
        }
    }

    /**
     * One person's own: enrolment, attendance, pictures, and the sessions of the classes that the person is in.
     *
     * @param id of the subject
     */
    record OfSubject(String id) implements Scope {
        @Override
        public Kind kind() {
            return Kind.SUBJECT;
        }

        @Override
        public boolean covers(Place place) {
            return false;
        }
    }
}
