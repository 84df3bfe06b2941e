package io.leaverwatch.types;

import io.leaverwatch.domain.AccessEvent;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Type information of the domain's values, made in one place. */
public final class Types {
    /** Accesses, by hand: the hot path. */
    public static final TypeInformation<AccessEvent> ACCESS =
            new HandWrittenType<>(AccessEvent.class, AccessEventSerializer.INSTANCE);

    /** Accesses on their way to the join. */
    public static final TypeInformation<CarriedAccess> CARRIED =
            new HandWrittenType<>(CarriedAccess.class, CarriedAccessSerializer.INSTANCE);

    private Types() {}
}
