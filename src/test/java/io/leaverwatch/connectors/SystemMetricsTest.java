package io.leaverwatch.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SystemMetricsTest {
    @Test
    void keepsSystemsApartThatPrometheusWouldBeShownAsOne() {
        assertThat(SystemMetrics.labels(List.of("CRM 1", "Organise", "CRM-1", "東京", "大阪")))
                .isEqualTo(Map.of(
                        "CRM 1", "CRM 1 1", "Organise", "Organise", "CRM-1", "CRM-1 3", "東京", "東京 4", "大阪", "大阪 5"));
    }
}
