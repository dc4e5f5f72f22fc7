package io.shidao.adapters.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever bytes a camera sends, the stream goes on or ends in a state that is counted: nothing is thrown, no buffer is
 * kept, memory stays bounded. Inputs are whole conversations, mutated with a seed for each, so that every one can be made
 * again. {@code -Dshidao.fuzz.inputs=1000000} runs more of them. What once failed is kept in {@code src/test/resources/fuzz}.
 */
class FuzzTest {
    private static final int INPUTS = Integer.getInteger("shidao.fuzz.inputs", 20_000);
    private static final long FIRST_SEED = Long.getLong("shidao.fuzz.seed", 1L);
    private static final Path KEPT = Path.of("src", "test", "resources", "fuzz");

    private final ResourceLeakDetector.Level before = ResourceLeakDetector.getLevel();
    private final List<Transcript> transcripts = Transcript.all();

    @BeforeEach
    void watchLeaks() {
        // the allocator's own account is exact; this one would name the place
        ResourceLeakDetector.setLevel(
                INPUTS > 100_000 ? ResourceLeakDetector.Level.SIMPLE : ResourceLeakDetector.Level.PARANOID);
    }

    @AfterEach
    void stopWatching() {
        ResourceLeakDetector.setLevel(before);
    }

    @Test
    void transcriptsAreUnderstoodWithoutMutation() {
        for (Transcript transcript : transcripts) {
            FuzzedTalk talk = new FuzzedTalk();
            talk.run(transcript.bytes(), new Random(1));
            assertThat(talk.units()).as(transcript.name()).isEqualTo(transcript.units());
        }
    }

    @Test
    void whatOnceFailedDoesNotFailAgain() throws IOException {
        try (Stream<Path> files = Files.list(KEPT)) {
            List<Path> kept = files.sorted().toList();
            assertThat(kept).isNotEmpty();
            for (Path file : kept) {
                byte[] input = Files.readAllBytes(file);
                for (int cut = 0; cut < 20; cut++) {
                    check(input, cut, file.getFileName().toString());
                }
            }
        }
    }

    @Test
    void mutatedConversationsEndInACountedState() throws IOException {
        Map<String, Integer> ends = new TreeMap<>();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + INPUTS; seed++) {
            Random random = new Random(seed);
            Transcript transcript = transcripts.get(random.nextInt(transcripts.size()));
            byte[] input = new Mutator(random).mutate(transcript, transcripts);
            ends.merge(checkAndKeep(input, seed), 1, Integer::sum);
        }

        System.getLogger("fuzz").log(System.Logger.Level.INFO, INPUTS + " inputs: " + ends);
        // the mutations reach deep and break much, neither nothing nor everything
        assertThat(ends).containsKeys("BAD_STREAM", "ENDED", "TIMED_OUT");
        assertThat(ends.getOrDefault("BAD_STREAM", 0)).isLessThan(INPUTS * 9 / 10);
    }

    private static String checkAndKeep(byte[] input, long seed) throws IOException {
        try {
            return check(input, seed, "seed " + seed);
        } catch (AssertionError | RuntimeException e) {
            Path folder = Files.createDirectories(Path.of("target", "fuzz"));
            Path file = Files.write(folder.resolve("seed-" + seed + ".bin"), input);
            throw new AssertionError(file + " fails (what to do: mend it, and move the file to " + KEPT + ")", e);
        }
    }

    private static String check(byte[] input, long seed, String name) {
        FuzzedTalk talk = new FuzzedTalk();
        return talk.run(input, new Random(seed), name);
    }

    /** Not only the reactions but the inputs themselves stay the same from seed to seed. */
    @Test
    void aSeedGivesTheSameInputAgain() {
        List<byte[]> once = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            Random random = new Random(77);
            byte[] input = new Mutator(random).mutate(transcripts.get(0), transcripts);
            once.add(input);
        }
        assertThat(once.get(0)).isEqualTo(once.get(1));
    }
}
