package io.shidao.analyzer.replay;
import io.shidao.kernel.id.SessionId;
import java.time.Instant;
import java.util.*;
import org.junit.jupiter.api.Test;
class ReplayTrialTest {
    static final ReplayConfig C = new ReplayConfig(14, 40, 7);
    static Footage record(Film film, String id, double from, double to, double every) {
        Footage f = new Footage(new SessionId(id));
        ReplayWatch w = new ReplayWatch(C, f, List.of());
        double worst=0;
        for (double t = from; t < to; t += every) { var r=w.look(film.sketch(t), Film.START.plusMillis((long)(1000*t))); worst=Math.max(worst,w.evidence()); if(r.isPresent()) System.out.println(id+" HONEST ALARM "+t+" "+r); }
        System.out.printf("%s honest loop evidence max %.1f marks %.1f size %d%n", id, worst, java.util.stream.IntStream.range(0,f.size()).map(i->f.get(i).marks()).average().orElse(0), f.size());
        return f;
    }
    void replay(String name, Film live, Film past, List<Footage> earlier, double begin, double shift, double loop, double every, double length, Film.Tampering t) {
        Footage own = new Footage(new SessionId("now"));
        ReplayWatch w = new ReplayWatch(C, own, earlier);
        double found=-1, worst=0, best=0; Replay r0=null;
        double step = every;
        for (double s = 0; s < length; s += step) {
            Instant at = Film.START.plusSeconds(7*86400).plusMillis((long)(1000*s));
            var sk = s < begin ? live.sketch(s) : past.sketch(loop > 0 ? shift + (s - begin) % loop : s - begin + shift, t);
            var r = w.look(sk, at);
            step = w.isOpen() ? 2 : every;
            if (s<begin) worst=Math.max(worst,w.evidence()); else best=Math.max(best,w.evidence());
            if (r.isPresent()) { if (found<0) {found=s-begin; r0=r.get();} if (s<begin) System.out.println("FALSE "+r); }
        }
        System.out.printf("%-28s every %.0f: found after %.0f s, before %.1f best %.1f %s%n", name, every, found, worst, best, r0);
    }
    @Test void trial() {
        long t0=System.nanoTime();
        Film monday = new Film(20, 1), tuesday = new Film(20, 2), now = new Film(20, 3);
        Footage a = record(monday, "monday", 0, 600, 10), b = record(tuesday, "tuesday", 0, 400, 2);
        record(new Film(0,5), "empty", 0, 300, 2);
        List<Footage> e = List.of(a,b);
        System.out.println("render "+(System.nanoTime()-t0)/1e9);
        replay("replay tuesday", now, tuesday, e, 60, 63.7, 0, 10, 160, Film.Tampering.NONE);
        replay("replay monday", now, monday, e, 60, 123.7, 0, 10, 180, Film.Tampering.NONE);
        replay("replay monday scaled", now, monday, e, 60, 223.7, 0, 10, 180, new Film.Tampering(0.01,1.2,3,360));
        for (double l : new double[]{11, 23, 47}) replay("loop "+l, now, now, e, 60, 60-l-3, l, 10, 200, Film.Tampering.NONE);
        replay("loop 120", now, now, e, 121, 0, 120, 10, 240, Film.Tampering.NONE);
        System.out.println("all "+(System.nanoTime()-t0)/1e9);
    }
}
