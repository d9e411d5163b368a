package db.migration;

import dev.roster.storage.audit.CarriedChain;
import java.sql.Statement;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Carries the entries of the audit log from before V27 over to the Merkle tree. Flyway finds steps
 * that are written in Java in the package that the folder of the scripts stands for.
 */
public class V28__carried_chain extends BaseJavaMigration {
  @Override
  public void migrate(Context context) throws Exception {
    CarriedChain.carry(context.getConnection());
    try (Statement drop = context.getConnection().createStatement()) {
      drop.execute("drop table audit_chain");
      drop.execute("drop table audit_head");
    }
  }
}
