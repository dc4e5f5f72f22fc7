package io.shidao.testkit.region;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes people up: names of common characters, ID numbers that are valid and of nobody. */
final class People {
    private static final String FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
    private static final String GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉建国志海云龙春梅";
    private static final String CHECK_DIGITS = "10X98765432";
    private static final LocalDate FIRST_BIRTH = LocalDate.of(1970, 1, 1);
    private static final int BIRTHS = 12_000;
    private static final int SEQUENCES = 1000;

    private final SplittableRandom random;
    private final List<Person> all = new ArrayList<>();

    People(long seed) {
        this.random = new SplittableRandom(seed);
    }

    Person next(boolean consents) {
        int number = all.size();
        String name = "" + character(FAMILY) + character(GIVEN) + character(GIVEN);
        Person person = new Person(number, name, idNumber(number), random.nextLong(), consents);
        all.add(person);
        return person;
    }

    /** A face of nobody who is entered anywhere. */
    long stranger() {
        return random.nextLong();
    }

    List<Person> all() {
        return List.copyOf(all);
    }

    private char character(String of) {
        return of.charAt(random.nextInt(of.length()));
    }

    /** No district has code 659099. Neighbours in number differ in the last digits, which are what is shown of it. */
    private static String idNumber(int number) {
        LocalDate born = FIRST_BIRTH.plusDays(number / SEQUENCES % BIRTHS);
        String text = String.format(
                "659099%04d%02d%02d%03d",
                born.getYear(), born.getMonthValue(), born.getDayOfMonth(), number % SEQUENCES);
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (text.charAt(i) - '0') * ((1 << (17 - i)) % 11);
        }
        return text + CHECK_DIGITS.charAt(sum % 11);
    }
}
