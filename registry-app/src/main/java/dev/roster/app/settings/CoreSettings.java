package dev.roster.app.settings;

import dev.roster.core.artifact.ArtifactSettings;
import dev.roster.core.checkpoint.AuditSettings;
import dev.roster.core.lineage.ReproducibilitySettings;
import dev.roster.core.quota.QuotaSettings;
import dev.roster.core.scrub.ScrubSettings;
import dev.roster.core.search.SearchSettings;
import dev.roster.core.unpack.UnpackSettings;
import dev.roster.core.upload.UploadSettings;
import dev.roster.core.warning.WarningSettings;
import dev.roster.core.watch.WatchSettings;
import dev.roster.core.webhook.WebhookSettings;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Binds the settings that the domain declares. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  ArtifactSettings.class,
  AuditSettings.class,
  QuotaSettings.class,
  ReproducibilitySettings.class,
  ScrubSettings.class,
  SearchSettings.class,
  UnpackSettings.class,
  UploadSettings.class,
  WarningSettings.class,
  WatchSettings.class,
  WebhookSettings.class
})
class CoreSettings {}
