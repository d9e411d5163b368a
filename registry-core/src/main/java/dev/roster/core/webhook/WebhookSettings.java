package dev.roster.core.webhook;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What webhooks may do, and how many there may be.
 *
 * @param allow Hosts and networks that webhooks may reach although they are not public, for example
 *     `hooks.internal,10.1.0.0/16`. By default webhooks reach public addresses alone.
 * @param perToken The largest number of webhooks that were made with one token.
 * @param total The largest number of webhooks of the registry.
 * @param keepFor How long deliveries are listed.
 * @param keepPerWebhook How many deliveries of a webhook are listed.
 * @param giveUpAfter How long the same event is tried before its webhook is disabled.
 */
@ConfigurationProperties("roster.webhooks")
public record WebhookSettings(
    @DefaultValue List<String> allow,
    @DefaultValue("2000") int perToken,
    @DefaultValue("5000") int total,
    @DefaultValue("7d") Duration keepFor,
    @DefaultValue("1000") int keepPerWebhook,
    @DefaultValue("3d") Duration giveUpAfter) {
  public WebhookSettings {
    allow = List.copyOf(allow);
  }
}
