package dev.roster.monitoring.rows;

import dev.roster.core.temporary.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * DuckDB's driver. By itself it copies its native library to {@code java.io.tmpdir}, where a killed
 * process leaves it. So it is loaded by a class loader that hides the library in the jar, and gives
 * it a copy in the temporary folder instead.
 */
final class DuckDb {
  private static @Nullable Driver driver; // a process can load the library once

  private final TemporaryFolder temporary;

  DuckDb(TemporaryFolder temporary) {
    this.temporary = temporary;
  }

  Connection open(Properties settings) throws SQLException {
    return driver(temporary).connect("jdbc:duckdb:", settings);
  }

  private static synchronized Driver driver(TemporaryFolder temporary) {
    if (driver == null)
      try {
        ClassLoader loader = new Loader(temporary.file("duckdb"));
        driver =
            (Driver)
                loader.loadClass("org.duckdb.DuckDBDriver").getDeclaredConstructor().newInstance();
      } catch (IOException full) {
        throw Rows.noRoom(full);
      } catch (ReflectiveOperationException impossible) {
        throw new IllegalStateException("DuckDB's driver cannot be loaded", impossible);
      }
    return driver;
  }

  private static final class Loader extends URLClassLoader {
    private final Path copy;
    private String library = "";

    Loader(Path copy) {
      super(new URL[] {jar()}, ClassLoader.getPlatformClassLoader());
      this.copy = copy;
    }

    private static URL jar() {
      return DuckDBDriver.class.getProtectionDomain().getCodeSource().getLocation();
    }

    /** The driver asks the system, and so {@link #findLibrary}, if the jar has no library. */
    @Override
    public @Nullable URL getResource(String name) {
      if (!name.startsWith("libduckdb")) return super.getResource(name);
      library = name;
      return null;
    }

    @Override
    protected @Nullable String findLibrary(String name) {
      URL packed = super.getResource(library);
      if (packed == null) return null; // none for this system
      try (InputStream in = packed.openStream()) {
        Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        return copy.toString();
      } catch (IOException full) {
        throw Rows.noRoom(full);
      }
    }
  }
}
