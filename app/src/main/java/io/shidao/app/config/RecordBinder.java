package io.shidao.app.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException.BadValue;
import com.typesafe.config.ConfigException.Parse;
import com.typesafe.config.ConfigException.WrongType;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays a configuration over a record of defaults: each component is a key, in kebab-case, and a component that is a
 * record is a section. Gathers problems instead of stopping at the first.
 */
final class RecordBinder {
    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    RecordBinder(Map<String, String> environment) {
        this.environment = environment;
    }

    List<String> problems() {
        return problems;
    }

    /** The record with what the configuration says; {@code defaults} itself where that is unusable. */
    <R extends Record> R bind(R defaults, Config config, String section) {
        Map<String, RecordComponent> known = components(defaults);
        rejectUnknown(config, section, known);
        Object[] values = known.entrySet().stream()
                .map(e ->
                        value(e.getValue(), get(e.getValue(), defaults), config, e.getKey(), join(section, e.getKey())))
                .toArray();
        return construct(defaults, values, section);
    }

    private void rejectUnknown(Config config, String section, Map<String, RecordComponent> known) {
        for (String key : config.root().keySet()) {
            if (!known.containsKey(key)) {
                String hint = Keys.nearest(key, known.keySet())
                        .map(name -> "did you mean " + join(section, name) + "?")
                        .orElse("known here: " + String.join(", ", known.keySet()));
                problems.add(join(section, key) + ": no such setting (" + hint + ")");
            }
        }
    }

    private @Nullable Object value(
            RecordComponent component, @Nullable Object fallback, Config config, String key, String path) {
        Class<?> type = component.getType();
        if (fallback instanceof Record section) {
            return bind(section, section(config, key, path), path);
        }
        String override = environment.get(Keys.environment(path));
        try {
            Config source = override == null ? config : parseOverride(component, key, override);
            if (!source.hasPath(quoted(key))) {
                return fallback;
            }
            return fallback instanceof List<?> list
                    ? list(element(component), list, source, key, path)
                    : read(type, source, quoted(key));
        } catch (WrongType | BadValue | Parse | IllegalArgumentException e) {
            String given =
                    override == null ? config.getValue(quoted(key)).render(ConfigRenderOptions.concise()) : override;
            problems.add(path + ": " + given + " (expected: " + describe(type) + ")");
            return fallback;
        }
    }

    /** Of texts, numbers or sections; a section is laid over the first of the default ones. */
    private List<?> list(Class<?> element, List<?> fallback, Config source, String key, String path) {
        if (element == Double.class) {
            return List.copyOf(source.getDoubleList(quoted(key)));
        } else if (!element.isRecord()) {
            return List.copyOf(source.getStringList(quoted(key)));
        }
        List<Object> sections = new ArrayList<>();
        for (Config section : source.getConfigList(quoted(key))) {
            sections.add(bind((Record) fallback.get(0), section, path + "[" + sections.size() + "]"));
        }
        return List.copyOf(sections);
    }

    private static Class<?> element(RecordComponent list) {
        return (Class<?>) ((ParameterizedType) list.getGenericType()).getActualTypeArguments()[0];
    }

    private Config section(Config config, String key, String path) {
        if (!config.hasPath(quoted(key))) {
            return ConfigFactory.empty();
        }
        ConfigValue value = config.getValue(quoted(key));
        try {
            return config.getConfig(quoted(key));
        } catch (WrongType e) {
            problems.add(path + ": " + value.render() + " (expected: a section { … })");
            return ConfigFactory.empty();
        }
    }

    /** A list is written with commas, and one of sections as in a file. */
    private static Config parseOverride(RecordComponent component, String key, String text) {
        boolean list = component.getType() == List.class;
        if (list && element(component).isRecord()) {
            return ConfigFactory.parseString(quoted(key) + " = " + text);
        }
        Object value = list ? Arrays.asList(text.split("\\s*,\\s*")) : text;
        return ConfigFactory.parseMap(Map.of(quoted(key), value), "environment");
    }

    private static Object read(Class<?> type, Config source, String key) {
        if (type == int.class) {
            return source.getInt(key);
        } else if (type == long.class) {
            return source.getLong(key);
        } else if (type == double.class) {
            return source.getDouble(key);
        } else if (type == float.class) {
            return (float) source.getDouble(key);
        } else if (type == boolean.class) {
            return source.getBoolean(key);
        } else if (type == Duration.class) {
            return source.getDuration(key);
        } else if (type == Path.class) {
            return Path.of(source.getString(key));
        } else if (type.isEnum()) {
            return constant(type, source.getString(key));
        }
        return source.getString(key);
    }

    private static Object constant(Class<?> type, String text) {
        String wanted = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(c -> ((Enum<?>) c).name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text));
    }

    private static String describe(Class<?> type) {
        if (type == Duration.class) {
            return "a duration such as 500ms, 10s, 5m or 24h";
        } else if (type.isEnum()) {
            return "one of " + Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT);
        } else if (type == int.class || type == long.class) {
            return "a whole number";
        } else if (type == double.class || type == float.class) {
            return "a number";
        } else if (type == boolean.class) {
            return "true or false";
        }
        return type == List.class ? "a list [ … ]" : "text";
    }

    @SuppressWarnings("unchecked") // the constructor of R's class makes an R
    private <R extends Record> R construct(R defaults, Object[] values, String section) {
        Class<?>[] types = Arrays.stream(defaults.getClass().getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            var constructor = defaults.getClass().getDeclaredConstructor(types);
            return (R) constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            problems.add(section + ": " + e.getTargetException().getMessage());
            return defaults;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "config record " + defaults.getClass().getName() + " is not public", e);
        }
    }

    /** All settings of a record with their values, sections flattened. */
    static List<Setting> settings(Record record, String section) {
        List<Setting> result = new ArrayList<>();
        components(record).forEach((key, component) -> {
            Object value = get(component, record);
            if (value instanceof Record inner) {
                result.addAll(settings(inner, join(section, key)));
            } else {
                result.add(new Setting(join(section, key), text(value)));
            }
        });
        return result;
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Duration duration) {
            return durationText(duration);
        } else if (value instanceof Enum<?> constant) {
            return Keys.kebab(constant.name().toLowerCase(Locale.ROOT)).replace('_', '-');
        }
        return value == null ? "" : value.toString();
    }

    private static String durationText(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + "ms";
        }
        long seconds = duration.toSeconds();
        if (seconds == 0 || seconds % 60 != 0) {
            return seconds + "s";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }

    private static Map<String, RecordComponent> components(Record record) {
        Map<String, RecordComponent> result = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            result.put(Keys.kebab(component.getName()), component);
        }
        return result;
    }

    private static @Nullable Object get(RecordComponent component, Record record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("config record " + record.getClass().getName() + " is not public", e);
        }
    }

    private static String join(String section, String key) {
        return section.isEmpty() ? key : section + "." + key;
    }

    private static String quoted(String key) {
        return '"' + key + '"';
    }
}
