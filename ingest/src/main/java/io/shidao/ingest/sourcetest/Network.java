package io.shidao.ingest.sourcetest;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * A block of addresses (CIDR, RFC 4632 and RFC 4291, section 2.3).
 *
 * @param prefix how many leading bits count
 */
record Network(InetAddress base, int prefix) {
    private static final Pattern NUMERIC =
            Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    /** Reads e.g. {@code 10.0.0.0/8} or {@code fd00::/8}; never asks a name service. */
    static Network of(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        if (slash < 0 || !NUMERIC.matcher(host).matches()) {
            throw bad(text);
        }
        try {
            InetAddress base = InetAddress.getByName(host);
            int prefix = Integer.parseInt(text.substring(slash + 1));
            if (prefix < 0 || prefix > base.getAddress().length * Byte.SIZE) {
                throw bad(text);
            }
            return new Network(base, prefix);
        } catch (UnknownHostException | NumberFormatException e) {
            throw bad(text);
        }
    }

    private static IllegalArgumentException bad(String text) {
        return new IllegalArgumentException(text + " (expected: a network, e.g. 203.0.113.0/24 or 2001:db8::/32)");
    }

    boolean has(InetAddress address) {
        byte[] ours = base.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> (bit & 7);
            if (((ours[bit >> 3] ^ theirs[bit >> 3]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
