package io.shidao.analyzer.replay;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.Payload;
import java.time.Instant;

/**
 * Some minutes of what is remembered of a source in a session.
 *
 * @param number from 0 in the session; a part that is saved again replaces the former
 * @param from of the first look
 * @param to of the last look
 * @param view what the source shows by and by, {@code 80 x 48} bytes of brightness: no face can be made out in it
 * @param looks as {@code PackedLooks} writes them
 */
public record FootagePart(
        SourceId source, SessionId session, int number, Instant from, Instant to, Payload view, Payload looks) {}
