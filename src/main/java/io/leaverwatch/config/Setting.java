package io.leaverwatch.config;

import io.leaverwatch.domain.Names;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One value of a policy or settings file together with its place. Every way to read it raises {@link UsageError} with the place,
 * what came and what is allowed.
 */
final class Setting {
    /** A hundred years: far above every sensible duration, far below what overflows. */
    private static final Duration LONGEST = Duration.ofDays(36_525);

    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]*(_[0-9]+)*");
    private static final int MOST_MERGES = 100;

    private final YamlText file;
    private final String path;
    private final Node node;

    /** @param path of the value's key, such as {@code rules[2].window}; empty for the whole file */
    Setting(YamlText file, String path, Node node) {
        this.file = file;
        this.path = path;
        this.node = node;
    }

    /** The entries by key, in order, those that are null left out. Keys may come from a merge ({@code <<}). */
    Map<String, Setting> entries(List<String> allowedKeys) {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("a mapping with the keys " + String.join(", ", allowedKeys));
        }
        Map<String, Setting> entries = new LinkedHashMap<>();
        collect(mapping, entries, allowedKeys, 0);
        entries.values().removeIf(Setting::isNull);
        return entries;
    }

    /** The value of a key that may not be left out of this mapping. */
    Setting required(Map<String, Setting> entries, String key, String allowed) {
        if (!entries.containsKey(key)) {
            throw new UsageError(named() + " lacks " + key + "; allowed: " + allowed);
        }
        return entries.get(key);
    }

    private void collect(MappingNode mapping, Map<String, Setting> entries, List<String> allowedKeys, int depth) {
        Map<String, Setting> own = new LinkedHashMap<>();
        List<MappingNode> merged = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merged.addAll(mergedMappings(tuple.getValueNode(), depth));
                continue;
            }
            String key = key(tuple.getKeyNode(), allowedKeys);
            Setting value = new Setting(file, path.isEmpty() ? key : path + "." + key, tuple.getValueNode());
            if (own.put(key, value) != null) {
                throw new UsageError(place(tuple.getKeyNode()) + ": the key " + value.path + " is given twice");
            }
        }
        own.forEach(entries::putIfAbsent);
        for (MappingNode other : merged) {
            collect(other, entries, allowedKeys, depth + 1);
        }
    }

    private String key(Node keyNode, List<String> allowedKeys) {
        String at = path.isEmpty() ? "" : path + ".";
        if (!(keyNode instanceof ScalarNode scalar)) {
            throw new UsageError(place(keyNode) + ": a key of " + (path.isEmpty() ? file.whole() : path)
                    + " is no word; allowed: " + String.join(", ", allowedKeys));
        }
        String key = scalar.getValue();
        if (!allowedKeys.contains(key)) {
            throw new UsageError(place(keyNode) + ": the key " + at + Excerpt.of(key) + " is unknown"
                    + Suggestion.of(key, allowedKeys) + "; allowed: " + String.join(", ", allowedKeys));
        }
        return key;
    }

    private List<MappingNode> mergedMappings(Node value, int depth) {
        List<Node> given = value instanceof SequenceNode list ? list.getValue() : List.of(value);
        List<MappingNode> mappings = new ArrayList<>();
        for (Node each : given) {
            if (!(each instanceof MappingNode mapping) || depth > MOST_MERGES) {
                throw new Setting(file, path.isEmpty() ? "<<" : path + ".<<", value).wrong("an anchored mapping");
            }
            mappings.add(mapping);
        }
        return mappings;
    }

    /** The entries of a mapping with any keys, each with one value, as written. */
    Map<String, String> options() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("a mapping of names to values");
        }
        Map<String, String> options = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            boolean isWord = tuple.getKeyNode() instanceof ScalarNode;
            String key = isWord ? ((ScalarNode) tuple.getKeyNode()).getValue() : "?";
            if (!isWord || !(tuple.getValueNode() instanceof ScalarNode value)) {
                throw new Setting(file, path + "." + key, tuple.getValueNode()).wrong("one value for each name");
            }
            options.put(key, value.getValue());
        }
        return options;
    }

    /** The items of a list. */
    List<Setting> items() {
        if (!(node instanceof SequenceNode list)) {
            throw wrong("a list");
        }
        List<Setting> items = new ArrayList<>();
        for (Node item : list.getValue()) {
            items.add(new Setting(file, path + "[" + items.size() + "]", item));
        }
        return items;
    }

    /** The items of a list of at least one, or the one value that is no list. */
    List<Setting> itemsOrOne(String allowed) {
        if (!(node instanceof SequenceNode)) {
            return List.of(this);
        }
        List<Setting> items = items();
        if (items.isEmpty()) {
            throw wrong(allowed + "; at least one, or leave the key out");
        }
        return items;
    }

    /** Whether it is written as text, not as a number, say. */
    boolean isText() {
        return node instanceof ScalarNode && node.getTag().equals(Tag.STR);
    }

    /** Whether it is this word, in any case. */
    boolean isWord(String word) {
        return isText() && word.equalsIgnoreCase(Names.trim(((ScalarNode) node).getValue()));
    }

    /** A text, trimmed; null where it is blank. */
    String text(String allowed) {
        if (!(node instanceof ScalarNode scalar) || isNull()) {
            throw wrong(allowed);
        }
        // A day or time without quotes is text here; a number, or a yes, might not be what was meant.
        if (!scalar.getTag().equals(Tag.STR) && !scalar.getTag().equals(Tag.TIMESTAMP)) {
            throw wrong(allowed + (isQuotable() ? "; put it in quotes to make it text" : ""));
        }
        String text = scalar.getValue();
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw wrong("text of whole characters, not half of a surrogate pair");
        }
        return Names.isBlank(text) ? null : Names.trim(text);
    }

    /** A text that is not blank, trimmed. */
    String words(String allowed) {
        String text = text(allowed);
        if (text == null) {
            throw wrong(allowed);
        }
        return text;
    }

    /** One of some words, in any case. */
    <E> E oneOf(Map<String, E> allowed) {
        String all = String.join(", ", allowed.keySet());
        String given = words("one of " + all);
        for (Map.Entry<String, E> each : allowed.entrySet()) {
            if (each.getKey().equalsIgnoreCase(given)) {
                return each.getValue();
            }
        }
        throw wrong("one of " + all, Suggestion.of(given, allowed.keySet()));
    }

    /** true or false. */
    boolean flag() {
        if (node.getTag().equals(Tag.BOOL) && node instanceof ScalarNode scalar) {
            String word = scalar.getValue().toLowerCase(Locale.ROOT);
            if (word.equals("true") || word.equals("false")) {
                return word.equals("true");
            }
        }
        throw wrong("true or false");
    }

    /** A whole number in decimal digits. */
    long whole(long least, long most) {
        String allowed = "a whole number from " + least + (most == Long.MAX_VALUE ? "" : " to " + most);
        if (!node.getTag().equals(Tag.INT)
                || !(node instanceof ScalarNode scalar)
                || !WHOLE.matcher(scalar.getValue()).matches()) {
            throw wrong(allowed);
        }
        try {
            long number = Long.parseLong(scalar.getValue().replace("_", ""));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(allowed, e);
        }
        throw wrong(allowed);
    }

    /** An ISO-8601 duration in milliseconds. */
    long millis(boolean isZeroAllowed) {
        String allowed = "an ISO-8601 duration " + (isZeroAllowed ? "of PT0S or more" : "above PT0S")
                + ", in whole milliseconds and not above P36525D, such as PT10M or P14D";
        String given = words(allowed);
        try {
            Duration duration = Duration.parse(given);
            boolean isWhole = duration.toNanosPart() % 1_000_000 == 0;
            if (isWhole
                    && !duration.isNegative()
                    && (isZeroAllowed || !duration.isZero())
                    && duration.compareTo(LONGEST) <= 0) {
                return duration.toMillis();
            }
        } catch (DateTimeParseException | ArithmeticException e) {
            throw wrong(allowed, e);
        }
        throw wrong(allowed);
    }

    /** The error that names this value's place, what came and what is allowed. */
    UsageError wrong(String allowed) {
        return wrong(allowed, "");
    }

    private UsageError wrong(String allowed, Exception cause) {
        return new UsageError(wrong(allowed).getMessage(), cause);
    }

    /** As {@link #wrong(String)}, with a hint behind what came. */
    UsageError wrong(String allowed, String hint) {
        return new UsageError(named() + " is " + shownNode() + hint + "; allowed: " + allowed);
    }

    /** The error for a value that is fine in itself but not where it stands. */
    UsageError refused(String why) {
        return new UsageError(named() + " " + why);
    }

    private String named() {
        return place(node) + ": " + (path.isEmpty() ? file.whole() : path);
    }

    private String place(Node of) {
        return file.place(of.getStartMark().getLine());
    }

    String path() {
        return path;
    }

    private boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    private boolean isQuotable() {
        Tag tag = node.getTag();
        return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) || tag.equals(Tag.BOOL);
    }

    private String shownNode() {
        if (node instanceof ScalarNode scalar) {
            Tag tag = node.getTag();
            if (isNull()) {
                return "empty";
            }
            String kind = tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? "the number " : "";
            return kind + (kind.isEmpty() ? "'" + Excerpt.of(scalar.getValue()) + "'" : Excerpt.of(scalar.getValue()));
        }
        return node instanceof SequenceNode ? "a list" : "a mapping";
    }
}
