package dev.roster.storage.gauge;

import dev.roster.core.artifact.ArtifactSettings;
import dev.roster.core.artifact.DamageFound;
import dev.roster.core.blob.BytesReclaimed;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is stored, counted at an interval and not when Prometheus asks, so that each server shows
 * the same, and what this server deleted and found damaged.
 */
@Component
class StorageGauges extends PeriodicGauges<Map<StorageFigure, Double>> {
  private final JdbcClient jdbc;
  private @Nullable Counter reclaimedBytes;
  private @Nullable Counter reclaimedObjects;
  private @Nullable Counter damage;

  StorageGauges(JdbcClient jdbc, ArtifactSettings settings) {
    super("storage-count", settings.countEvery(), Map.of());
    this.jdbc = jdbc;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (StorageFigure figure : StorageFigure.values())
      Gauge.builder(figure.meter(), () -> last().getOrDefault(figure, Double.NaN))
          .baseUnit(figure.unit())
          .description(figure.description())
          .register(registry);
    reclaimedBytes =
        Counter.builder("roster.storage.reclaimed")
            .baseUnit("bytes")
            .description("Bytes that this server deleted, because nothing refers to them")
            .register(registry);
    reclaimedObjects =
        Counter.builder("roster.storage.reclaimed.objects")
            .description("Objects that this server deleted, because nothing refers to them")
            .register(registry);
    damage =
        Counter.builder("roster.storage.damage.found")
            .description("Files that this server found lost or altered in the store")
            .register(registry);
  }

  @Override
  protected Map<StorageFigure, Double> read() {
    return jdbc.sql(StorageFigure.query())
        .query(
            (row, n) -> {
              Map<StorageFigure, Double> figures = new EnumMap<>(StorageFigure.class);
              for (StorageFigure figure : StorageFigure.values())
                figures.put(figure, row.getDouble(figure.column()));
              return figures;
            })
        .single();
  }

  @EventListener
  void reclaimed(BytesReclaimed reclaimed) {
    if (reclaimedBytes != null) reclaimedBytes.increment(reclaimed.bytes());
    if (reclaimedObjects != null) reclaimedObjects.increment();
  }

  @EventListener
  void damaged(DamageFound found) {
    if (damage != null) damage.increment();
  }
}
