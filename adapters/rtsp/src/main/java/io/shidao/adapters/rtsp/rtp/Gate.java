package io.shidao.adapters.rtsp.rtp;

import io.shidao.kernel.media.AccessUnitSource.Demand;

/**
 * Which units pass: key units always, others only while somebody wants all of them and nothing has been lost since the
 * last key unit. Decoders cope badly with a unit whose reference is missing, and what they then show could be taken for
 * a face: after a loss everything up to the next key unit is skipped. {@link #demand} may be called from any thread,
 * everything else from one.
 */
public final class Gate {
    private volatile Demand demand;
    private boolean sinceKey;

    public Gate(Demand demand) {
        this.demand = demand;
    }

    public void demand(Demand wanted) {
        demand = wanted;
    }

    /** Whether a unit is wanted, told by its first coded picture NAL unit. */
    boolean wants(boolean key) {
        if (demand == Demand.KEY_FRAMES) {
            sinceKey = false;
        }
        return key || sinceKey;
    }

    void delivered(boolean key) {
        sinceKey = demand == Demand.ALL && (sinceKey || key);
    }

    void lost() {
        sinceKey = false;
    }
}
