package io.shidao.analyzer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.shidao.kernel.id.SessionId;
import io.shidao.kernel.id.SourceId;
import io.shidao.kernel.media.Payload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReplayWatchTest {
    private static final SourceId CAMERA = new SourceId("camera");
    private static final SessionId YESTERDAY = new SessionId("yesterday");
    private static final SessionId TODAY = new SessionId("today");
    private static final Instant NOW = DrawnRoom.START.plusSeconds(86_400);
    private static final int HEADS = 24;

    private static final MemoryFootage STORE = new MemoryFootage();
    private static final ReplayMemory MEMORY = new ReplayMemory(ReplayConfig.defaults(), STORE);

    /** As the real store does, parts by session and number. */
    private static final class MemoryFootage implements FootageStore {
        private final List<FootagePart> parts = new ArrayList<>();

        @Override
        public void save(FootagePart part) {
            parts.removeIf(p -> p.session().equals(part.session()) && p.number() == part.number());
            parts.add(part);
        }

        @Override
        public List<FootagePart> list(SourceId source, SessionId session, int earlier) {
            return List.copyOf(parts);
        }

        @Override
        public int erase(Instant before) {
            int size = parts.size();
            parts.removeIf(part -> part.to().isBefore(before));
            return size - parts.size();
        }
    }

    @BeforeAll
    static void filmYesterday() {
        ReplayWatch watch = MEMORY.watch(CAMERA, YESTERDAY, DrawnRoom.START);
        DrawnRoom room = new DrawnRoom(HEADS, 1);
        for (int second = 0; second < 300; second += 2) {
            assertThat(room.show(watch, second, DrawnRoom.START.plusSeconds(second), 1))
                    .isEmpty();
            MEMORY.keep(CAMERA, watch);
        }
    }

    @Test
    void findsFootageOfAnEarlierSession_darkerAndOutOfStep() {
        ReplayWatch watch = MEMORY.watch(CAMERA, TODAY, NOW);

        Optional<Replay> found = search(watch, new DrawnRoom(HEADS, 1), 60.7, NOW, 0.8);

        assertThat(found).hasValueSatisfying(replay -> {
            assertThat(replay.session()).isEqualTo(YESTERDAY);
            assertThat(replay.lag().toSeconds()).isBetween(86_400L - 63, 86_400L - 58);
            assertThat(replay.share()).isGreaterThan(2 * replay.byChance());
            assertThat(replay.logFalseAlarm()).isLessThan(Math.log(1e-8));
        });
    }

    @Test
    void findsALoopOfTheSession() {
        ReplayWatch watch = MEMORY.watch(CAMERA, TODAY, NOW);
        DrawnRoom room = new DrawnRoom(HEADS, 2);
        honest(watch, room, NOW, 150);

        Optional<Replay> found = search(watch, room, 80.3, NOW.plusSeconds(150), 1);

        assertThat(found)
                .hasValueSatisfying(replay -> assertThat(replay.session()).isEqualTo(TODAY));
    }

    @Test
    void anotherDayOfTheSamePeopleOnTheSameSeatsIsNoReplay() {
        ReplayWatch watch = MEMORY.watch(CAMERA, TODAY, NOW);

        honest(watch, new DrawnRoom(HEADS, 3), NOW, 300);

        assertThat(watch.canTell()).isTrue();
    }

    @Test
    void aClassThatMovesAsOneIsNoReplay() {
        ReplayWatch watch = ReplayWatch.begin(ReplayConfig.defaults(), YESTERDAY);
        honest(watch, new DrawnRoom(HEADS, 5, DrawnRoom.Manner.TOGETHER), DrawnRoom.START, 200);

        ReplayWatch today = watch.next(TODAY);
        honest(today, new DrawnRoom(HEADS, 6, DrawnRoom.Manner.TOGETHER), NOW, 240);

        assertThat(today.canTell()).isTrue();
    }

    @Test
    void peopleWhoRockAtOnePaceAreNoLoop() {
        ReplayWatch watch = ReplayWatch.begin(ReplayConfig.defaults(), TODAY);

        honest(watch, new DrawnRoom(HEADS, 7, DrawnRoom.Manner.ROCKING), NOW, 200);

        assertThat(watch.canTell()).isTrue();
    }

    @Test
    void aPartThatCannotBeReadIsLeftOut() {
        MemoryFootage store = new MemoryFootage();
        FootagePart whole = STORE.parts.get(0);
        store.save(new FootagePart(
                CAMERA, YESTERDAY, 0, whole.from(), whole.to(), whole.view(), Payload.wrap(new byte[] {2, 0, 0, 0, 9, 1
                })));

        ReplayWatch watch = new ReplayMemory(ReplayConfig.defaults(), store).watch(CAMERA, TODAY, NOW);

        assertThat(search(watch, new DrawnRoom(HEADS, 1), 60.7, NOW, 1)).isEmpty();
    }

    @Test
    void anEmptyRoomCannotBeTold() {
        ReplayWatch watch = ReplayWatch.begin(ReplayConfig.defaults(), TODAY);

        honest(watch, new DrawnRoom(0, 4), NOW, 200);

        assertThat(watch.canTell()).isFalse();
    }

    @Test
    void forgetsWhatIsTooOld() {
        MemoryFootage store = new MemoryFootage();
        STORE.parts.forEach(store::save);

        new ReplayMemory(ReplayConfig.defaults(), store).watch(CAMERA, TODAY, NOW.plusSeconds(31 * 86_400L));

        assertThat(STORE.parts).isNotEmpty();
        assertThat(store.parts).isEmpty();
    }

    private static void honest(ReplayWatch watch, DrawnRoom room, Instant from, int seconds) {
        for (int second = 0; second < seconds; second += 2) {
            assertThat(room.show(watch, second, from.plusSeconds(second), 1)).isEmpty();
        }
    }

    private static Optional<Replay> search(ReplayWatch watch, DrawnRoom room, double shown, Instant from, double gain) {
        for (int second = 0; second < 60; second += 2) {
            Optional<Replay> found = room.show(watch, shown + second, from.plusSeconds(second), gain);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }
}
