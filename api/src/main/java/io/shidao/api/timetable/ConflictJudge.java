package io.shidao.api.timetable;

import io.shidao.api.timetable.TimetableStore.Clash;
import io.shidao.api.timetable.TimetableStore.Found;
import io.shidao.api.timetable.TimetableStore.Load;
import io.shidao.api.timetable.TimetableStore.Slot;
import io.shidao.api.timetable.TimetableStore.Wanted;
import io.shidao.proto.api.v1.TimetableConflict;
import io.shidao.proto.api.v1.TimetableConflict.Kind;
import io.shidao.wire.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Everything that stands in the way of what is wanted: what the rules forbid, and what is at that time already. Names what,
 * whom and when, in English and in Chinese. For one call.
 */
final class ConflictJudge implements TimetableStore.Judge {
    private static final DateTimeFormatter DAY_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final TimetableRules rules;
    private final Wanted wanted;
    private final Instant now;
    private final Predicate<String> sees;
    private final List<TimetableConflict> conflicts = new ArrayList<>();

    /** @param sees whether the caller may be told about another institution's sessions */
    ConflictJudge(TimetableRules rules, Wanted wanted, Instant now, Predicate<String> sees) {
        this.rules = rules;
        this.wanted = wanted;
        this.now = now;
        this.sees = sees;
    }

    @Override
    public List<TimetableConflict> judge(Found found) {
        conflicts.clear();
        for (int i = 0; i < wanted.slots().size(); i++) {
            byRules(i, wanted.slots().get(i));
        }
        amongThemselves();
        found.clashes().forEach(this::taken);
        byDay(found.loads());
        return conflicts.stream()
                .sorted(Comparator.comparingInt(TimetableConflict::getSession))
                .toList();
    }

    private void byRules(int index, Slot slot) {
        if (!slot.ends().isAfter(now)) {
            add(
                    index,
                    Kind.KIND_PAST,
                    "",
                    "",
                    slot,
                    "is over: a session is planned before it takes place",
                    "已经过去：课次应事先安排");
        }
        Limits limits = limits(index);
        Duration length = Duration.between(slot.starts(), slot.ends());
        long minutes = length.toMinutes();
        if (length.compareTo(limits.longest()) > 0) {
            long most = limits.longest().toMinutes();
            add(
                    index,
                    Kind.KIND_TOO_LONG,
                    "",
                    "",
                    slot,
                    "takes " + minutes + " min (allowed: up to " + most + ")",
                    "时长" + minutes + "分钟，超过允许的" + most + "分钟");
        }
        if (length.compareTo(limits.shortest()) < 0) {
            long least = limits.shortest().toMinutes();
            add(
                    index,
                    Kind.KIND_TOO_SHORT,
                    "",
                    "",
                    slot,
                    "takes " + minutes + " min (allowed: at least " + least + ")",
                    "时长" + minutes + "分钟，少于要求的" + least + "分钟");
        }
        if (!limits.isWithinHours(slot)) {
            Limits.Hours hours = limits.hoursMissedBy(slot);
            add(
                    index,
                    Kind.KIND_HOURS_OF_THE_DAY,
                    "",
                    "",
                    slot,
                    "is outside of the hours of the day (allowed: " + hours.from() + " to " + hours.to() + ")",
                    "不在允许的时段内（" + hours.from() + "至" + hours.to() + "）");
        }
    }

    private void amongThemselves() {
        for (int i = 1; i < wanted.slots().size(); i++) {
            for (int j = 0; j < i; j++) {
                Slot other = wanted.slots().get(j);
                if (wanted.slots().get(i).overlaps(other)) {
                    add(
                            i,
                            Kind.KIND_CLASS,
                            wanted.trainingClass(),
                            "",
                            other,
                            "overlaps another session of this plan at " + text(other),
                            "与本次计划中的另一课次重叠（" + text(other) + "）");
                }
            }
        }
    }

    private void taken(Clash clash) {
        boolean open = sees.test(clash.institution());
        String other = open ? clash.className() : "";
        String englishOther = open ? "class “" + other + "”" : "a class of another institution";
        String chineseOther = open ? "班级“" + other + "”" : "其他机构的班级";
        String when = text(clash.when());
        String english;
        String chinese;
        switch (clash.kind()) {
            case KIND_CLASSROOM -> {
                english = "classroom “" + clash.name() + "” is taken by " + englishOther + " at " + when;
                chinese = "教室“" + clash.name() + "”已被" + chineseOther + "占用（" + when + "）";
            }
            case KIND_SOURCE -> {
                english = "camera “" + clash.name() + "” is taken by " + englishOther + " at " + when;
                chinese = "摄像机“" + clash.name() + "”已被" + chineseOther + "占用（" + when + "）";
            }
            case KIND_TEACHER -> {
                english = "teacher " + clash.name() + " teaches " + englishOther + " at " + when;
                chinese = "教师" + clash.name() + "此时在" + chineseOther + "授课（" + when + "）";
            }
            case KIND_TRAINEE -> {
                english = "trainee " + clash.name() + " is in " + englishOther + " at " + when;
                chinese = "学员" + clash.name() + "此时在" + chineseOther + "上课（" + when + "）";
            }
            case KIND_CLASS -> {
                english = "the class has another session at " + when;
                chinese = "本班此时已有课次（" + when + "）";
            }
            case KIND_NOT_ENGAGED -> {
                english = "teacher " + clash.name() + " is not engaged by the institution on that day";
                chinese = "教师" + clash.name() + "当日未受聘于该机构";
            }
            default ->
                throw new IllegalArgumentException("clash: " + clash.kind() + " (expected: one that a store finds)");
        }
        TimetableConflict.Builder conflict =
                conflict(clash.slot(), clash.kind(), clash.id(), clash.name(), clash.when(), english, chinese);
        if (open) {
            conflict.setOtherSessionId(clash.session()).setOtherClassName(other);
        }
        conflicts.add(conflict.build());
    }

    private void byDay(List<Load> loads) {
        Map<LocalDate, Duration> ofClass = new HashMap<>();
        loads.stream().filter(load -> load.subject().isEmpty()).forEach(load -> ofClass.put(load.day(), load.time()));
        for (Load load : loads) {
            int slot = firstOn(load.day());
            Duration own = ofClass.getOrDefault(load.day(), Duration.ZERO);
            if (slot < 0) {
                continue;
            }
            if (load.subject().isEmpty()) {
                tooMuch(slot, load, own, wanted.trainingClass(), "the class", "本班");
            } else if (!limits(slot).exceedsTheDay(own)) {
                tooMuch(
                        slot,
                        load,
                        own.plus(load.time()),
                        load.subject(),
                        "trainee " + load.name(),
                        "学员" + load.name());
            }
        }
    }

    private void tooMuch(int slot, Load load, Duration time, String id, String english, String chinese) {
        Limits limits = limits(slot);
        if (limits.exceedsTheDay(time)) {
            String hours = String.format(Locale.ROOT, "%.1f", limits.classHours(time));
            String most = String.format(Locale.ROOT, "%.1f", limits.dailyClassHours());
            add(
                    slot,
                    Kind.KIND_CLASS_HOURS,
                    id,
                    load.name(),
                    wanted.slots().get(slot),
                    english + " would have " + hours + " class-hours on " + load.day() + " (allowed: " + most + ")",
                    chinese + load.day() + "将达" + hours + "学时，超过每日" + most + "学时");
        }
    }

    private Limits limits(int slot) {
        return new Limits(rules, wanted.policies().get(slot).rules());
    }

    private int firstOn(LocalDate day) {
        for (int i = 0; i < wanted.slots().size(); i++) {
            if (wanted.slots()
                    .get(i)
                    .starts()
                    .atZone(rules.zone())
                    .toLocalDate()
                    .equals(day)) {
                return i;
            }
        }
        return -1;
    }

    private void add(int slot, Kind kind, String id, String name, Slot when, String english, String chinese) {
        conflicts.add(conflict(slot, kind, id, name, when, english, chinese).build());
    }

    private TimetableConflict.Builder conflict(
            int slot, Kind kind, String id, String name, Slot when, String english, String chinese) {
        String session = text(wanted.slots().get(slot));
        return TimetableConflict.newBuilder()
                .setSession(slot)
                .setKind(kind)
                .setId(id)
                .setName(name)
                .setFrom(Times.timestamp(when.starts()))
                .setTo(Times.timestamp(when.ends()))
                .setMessageEn(session + ": " + english)
                .setMessageZh(session + "：" + chinese);
    }

    private String text(Slot slot) {
        ZonedDateTime starts = slot.starts().atZone(rules.zone());
        ZonedDateTime ends = slot.ends().atZone(rules.zone());
        boolean sameDay = starts.toLocalDate().equals(ends.toLocalDate());
        return DAY_TIME.format(starts) + "–" + (sameDay ? TIME : DAY_TIME).format(ends);
    }
}
