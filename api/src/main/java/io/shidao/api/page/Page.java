package io.shidao.api.page;

import java.util.List;
import java.util.function.Function;

/**
 * A page of a list.
 *
 * @param nextToken for the page after this one; empty when this is the last
 */
public record Page<T>(List<T> items, String nextToken) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * Makes a page of what a store read.
     *
     * @param read up to {@code size + 1} items; the one too many tells that there is another page
     * @param key the text by which the list is ordered, unique, of {@code [A-Za-z0-9_:.-]}
     */
    public static <T> Page<T> of(List<T> read, PageRequest request, Function<T, String> key) {
        if (read.size() <= request.size()) {
            return new Page<>(read, "");
        }
        List<T> items = read.subList(0, request.size());
        return new Page<>(items, PageRequest.token(key.apply(items.get(items.size() - 1))));
    }
}
