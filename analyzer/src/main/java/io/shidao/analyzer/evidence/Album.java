package io.shidao.analyzer.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The best few faces of one track. A new one replaces the worst only when clearly better. Not thread-safe. */
public final class Album {
    private final int most;
    private final double margin;
    private final List<KeptPicture> pictures;

    /** @param margin how many times as good as the worst a new picture has to be, e.g. 1.15 */
    public Album(int most, double margin, List<KeptPicture> pictures) {
        this.most = most;
        this.margin = margin;
        this.pictures = new ArrayList<>(pictures);
    }

    /** Whether a picture of this worth would be kept; asked before it is made. */
    public boolean wants(double worth) {
        return worth > 0
                && (pictures.size() < most
                        || worth > margin * pictures.get(most - 1).worth());
    }

    public void keep(KeptPicture picture) {
        if (pictures.size() == most) {
            pictures.remove(most - 1);
        }
        pictures.add(picture);
        pictures.sort(Comparator.comparingDouble(KeptPicture::worth).reversed());
    }

    /** Best first. */
    public List<KeptPicture> pictures() {
        return List.copyOf(pictures);
    }

    public Optional<KeptPicture> best() {
        return pictures.stream().findFirst();
    }
}
