package io.shidao.adapters.postgres.engine;

import io.shidao.adapters.postgres.Database;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Inserts numbers until it is killed; prints each one after its transaction was acknowledged. */
final class InsertingMain {
    private InsertingMain() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        EmbeddedPostgres postgres =
                EmbeddedPostgres.start(EmbeddedPostgresConfig.in(Path.of(arguments[0]), Path.of(arguments[1])));
        Database database = Database.open(postgres.databaseConfig());
        out.println("pid " + postgres.pid());
        database.useTransaction(handle -> handle.execute("CREATE TABLE number (n int PRIMARY KEY)"));
        for (int i = 0; i < 1_000_000; i++) {
            int number = i;
            database.useTransaction(handle -> handle.execute("INSERT INTO number VALUES (?)", number));
            out.println(number);
        }
    }
}
