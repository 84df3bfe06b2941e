package io.leaverwatch.pipeline;

import io.leaverwatch.types.PackedBytes;
import io.leaverwatch.types.PackedLinks;
import io.leaverwatch.types.TextSerializer;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Part of a state: names, each with links. Nearly every key has one name, and a checkpoint on the heap takes twice as long
 * for a map of one entry as for a value: so a key's first names are one value, and only what goes beyond them is a map.
 *
 * <table>
 * <caption>State, by what the owner goes by</caption>
 * <tr><td>the name given</td><td>the first names, with their links; absent where there are none at all</td></tr>
 * <tr><td>the same and "-more"</td><td>name → links, of the others</td></tr>
 * </table>
 */
final class LinkTable {
    /** So many that a map is rare, and so few that writing them anew for each takes no longer than a map's entry. */
    static final int FEW = 8;

    private static final int ROOM = 1 << 8;

    private final ValueState<byte[]> few;
    private final MapState<String, PackedLinks> more;

    LinkTable(RuntimeContext context, String name) {
        few = context.getState(new ValueStateDescriptor<>(name, PackedBytes.TYPE));
        more = context.getMapState(new MapStateDescriptor<>(name + "-more", TextSerializer.TYPE, PackedLinks.TYPE));
    }

    /** Whether there are no names. */
    boolean isEmpty() throws IOException {
        return few.value() == null;
    }

    /** The links of a name; null where the name is not there. */
    PackedLinks get(String name) throws Exception {
        byte[] packed = few.value();
        if (packed == null) {
            return null;
        }
        PackedLinks links = unpack(packed).get(name);
        return links != null ? links : more.get(name);
    }

    /** Sets the links of a name. */
    void put(String name, PackedLinks links) throws Exception {
        byte[] packed = few.value();
        Map<String, PackedLinks> first = packed == null ? new LinkedHashMap<>() : unpack(packed);
        boolean isFirst = first.containsKey(name) || (first.size() < FEW && (packed == null || !more.contains(name)));
        if (isFirst) {
            first.put(name, links);
            few.update(pack(first));
        } else {
            more.put(name, links);
        }
    }

    /** Removes a name. */
    void remove(String name) throws Exception {
        byte[] packed = few.value();
        if (packed == null) {
            return;
        }
        Map<String, PackedLinks> first = unpack(packed);
        boolean isFirst = first.remove(name) != null;
        if (!isFirst) {
            more.remove(name);
        }
        if (first.isEmpty() && more.isEmpty()) {
            few.clear();
        } else if (isFirst) {
            few.update(pack(first));
        }
    }

    /** All names with their links. */
    Map<String, PackedLinks> all() throws Exception {
        byte[] packed = few.value();
        if (packed == null) {
            return Map.of();
        }
        Map<String, PackedLinks> all = unpack(packed);
        for (Map.Entry<String, PackedLinks> entry : more.entries()) {
            all.put(entry.getKey(), entry.getValue());
        }
        return all;
    }

    void clear() {
        few.clear();
        more.clear();
    }

    private static byte[] pack(Map<String, PackedLinks> first) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(ROOM);
        for (Map.Entry<String, PackedLinks> entry : first.entrySet()) {
            TextSerializer.INSTANCE.serialize(entry.getKey(), out);
            PackedLinks.Serializer.INSTANCE.serialize(entry.getValue(), out);
        }
        return out.getCopyOfBuffer();
    }

    private static Map<String, PackedLinks> unpack(byte[] packed) throws IOException {
        Map<String, PackedLinks> first = new LinkedHashMap<>();
        DataInputDeserializer in = new DataInputDeserializer(packed);
        while (in.available() > 0) {
            String name = TextSerializer.INSTANCE.deserialize(in);
            first.put(name, PackedLinks.Serializer.INSTANCE.deserialize(in));
        }
        return first;
    }
}
