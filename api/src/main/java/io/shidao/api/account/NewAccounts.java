package io.shidao.api.account;

import io.shidao.api.problem.Checks;
import io.shidao.api.problem.Problem;
import io.shidao.kernel.id.Ids;
import io.shidao.proto.api.v1.Account;
import io.shidao.proto.api.v1.CreateAccountRequest;
import io.shidao.proto.api.v1.Role;
import io.shidao.wire.Times;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks what is asked for as a new account: each role is bound to what its scope is. Thread-safe. */
public final class NewAccounts {
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._-]{2,39}");

    private final Known known;
    private final Clock clock;

    /** Tells what there is. */
    public interface Known {
        boolean hasPrefecture(String prefecture);

        boolean hasInstitution(String institution);

        boolean hasSubject(String subject);
    }

    /** What an account's scope is of. */
    private enum Bound {
        PREFECTURE("prefecture", "prefecture_id"),
        INSTITUTION("institution", "institution_id"),
        SUBJECT("subject", "subject_id");

        private final String what;
        private final String field;

        Bound(String what, String field) {
            this.what = what;
            this.field = field;
        }
    }

    private static final Map<Role, Bound> BOUND = new EnumMap<>(Map.of(
            Role.ROLE_BUREAU_SUPERVISOR, Bound.PREFECTURE,
            Role.ROLE_INSTITUTION_ADMINISTRATOR, Bound.INSTITUTION,
            Role.ROLE_TRAINEE, Bound.SUBJECT));

    NewAccounts(Known known, Clock clock) {
        this.known = known;
        this.clock = clock;
    }

    /** The account, not stored yet. */
    Account checked(CreateAccountRequest request) {
        Checks checks = new Checks();
        String username = Accounts.normalise(request.getUsername());
        checks.require(
                USERNAME.matcher(username).matches(),
                "username",
                username.length() + " characters (expected: 3 to 40 of a-z 0-9 . _ -, the first a letter or digit)");
        String displayName = checks.text("display_name", request.getDisplayName(), 1, 80);
        checks.require(
                checks.oneOf("role", request.getRole()) != Role.ROLE_PLATFORM,
                "role",
                "ROLE_PLATFORM (expected: a person's; a platform gets its key by CreatePlatform)");
        for (Bound bound : Bound.values()) {
            checkBound(checks, bound, BOUND.get(request.getRole()) == bound, id(request, bound));
        }
        checks.done();
        requireKnown(request);
        return Account.newBuilder()
                .setAccountId(Ids.fresh())
                .setUsername(username)
                .setDisplayName(displayName)
                .setRole(request.getRole())
                .setPrefectureId(request.getPrefectureId())
                .setInstitutionId(request.getInstitutionId())
                .setSubjectId(request.getSubjectId())
                .setMustChangePassword(true)
                .setCreatedAt(Times.timestamp(clock.instant()))
                .build();
    }

    private static void checkBound(Checks checks, Bound bound, boolean wanted, String id) {
        if (wanted) {
            checks.id(bound.field, id);
        } else {
            checks.require(id.isEmpty(), bound.field, "set (expected: not set for this role)");
        }
    }

    private void requireKnown(CreateAccountRequest request) {
        Bound bound = BOUND.get(request.getRole());
        if (bound == null) {
            return;
        }
        String id = id(request, bound);
        boolean there = switch (bound) {
            case PREFECTURE -> known.hasPrefecture(id);
            case INSTITUTION -> known.hasInstitution(id);
            case SUBJECT -> known.hasSubject(id);
        };
        if (!there) {
            throw Problem.notFound(bound.what, id).exception();
        }
    }

    private static String id(CreateAccountRequest request, Bound bound) {
        return switch (bound) {
            case PREFECTURE -> request.getPrefectureId();
            case INSTITUTION -> request.getInstitutionId();
            case SUBJECT -> request.getSubjectId();
        };
    }
}
