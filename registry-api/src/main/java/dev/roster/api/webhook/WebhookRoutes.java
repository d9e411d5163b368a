package dev.roster.api.webhook;

import static dev.roster.core.access.Permission.READ;
import static dev.roster.core.access.Permission.UPLOAD;
import static dev.roster.http.access.Route.handler;

import dev.roster.http.access.Route;
import dev.roster.http.access.Routes;
import java.util.List;
import org.springframework.stereotype.Component;

/** What calls about webhooks need. Whose webhook it is, the use case decides. */
@Component
class WebhookRoutes implements Routes {
  private static final String WEBHOOKS = "/api/v1/webhooks";
  private static final String WEBHOOK = WEBHOOKS + "/{webhook}";

  @Override
  public List<Route> rows() {
    return List.of(
        handler("POST", WEBHOOKS, UPLOAD).withSecretAnswer(),
        handler("GET", WEBHOOKS, READ),
        handler("GET", WEBHOOK, READ),
        handler("PATCH", WEBHOOK, UPLOAD),
        handler("DELETE", WEBHOOK, READ),
        handler("POST", WEBHOOK + "/secret", UPLOAD).withSecretAnswer(),
        handler("POST", WEBHOOK + "/test", UPLOAD),
        handler("GET", WEBHOOK + "/deliveries", READ),
        handler("POST", WEBHOOK + "/deliveries/{delivery}/redeliver", UPLOAD));
  }
}
