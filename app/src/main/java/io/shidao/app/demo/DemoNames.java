package io.shidao.app.demo;

/** Invented names; any likeness to somebody's is by chance. */
final class DemoNames {
    private static final String[] FAMILY = {"赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "沈", "韩"};
    private static final String[] GIVEN = {"小工", "大梁", "立柱", "平安", "石头", "青瓦"};

    private DemoNames() {}

    /** The {@code index}-th name, from 0; 72 of them are different. */
    static String name(int index) {
        return FAMILY[index % FAMILY.length] + GIVEN[index / FAMILY.length % GIVEN.length];
    }
}
