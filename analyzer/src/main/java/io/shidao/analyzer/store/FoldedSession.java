package io.shidao.analyzer.store;

import io.shidao.analyzer.attendance.AttendanceFacts;
import io.shidao.analyzer.attendance.AttendanceFold;
import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.record.AttendanceRecord;
import java.util.List;

/**
 * From what the records of one session in a commit were folded: with it they can be folded again.
 *
 * @param revision of the directory when plan, roster, claims and statements were read
 * @param fold that made the records
 */
public record FoldedSession(long revision, AttendanceFacts facts, AttendanceFold fold) {
    public SessionId session() {
        return facts.plan().id();
    }

    public List<AttendanceRecord> records() {
        return fold.fold(facts);
    }
}
