// Counts the words of a file in a table, and prints the most frequent ones.

#include <fstream>
#include <iostream>
#include <sqlite3.h>
#include <string>

namespace {

int fail(sqlite3 *database) {
    std::cerr << "tally: " << sqlite3_errmsg(database) << '\n';
    return 1;
}

int print(void *, int, char **columns, char **) {
    std::cout << columns[0] << ' ' << columns[1] << '\n';
    return 0;
}

} // namespace

int main(int count, char **arguments) {
    if (count != 2) {
        std::cerr << "usage: tally FILE\n";
        return 2;
    }
    std::ifstream file(arguments[1]);
    sqlite3 *database = nullptr;
    sqlite3_stmt *insert = nullptr;
    if (sqlite3_open(":memory:", &database) != SQLITE_OK
        || sqlite3_exec(database, "CREATE TABLE words (word TEXT)", nullptr, nullptr, nullptr) != SQLITE_OK
        || sqlite3_prepare_v2(database, "INSERT INTO words VALUES (?)", -1, &insert, nullptr) != SQLITE_OK) {
        return fail(database);
    }
    for (std::string word; file >> word;) {
        sqlite3_bind_text(insert, 1, word.c_str(), -1, SQLITE_TRANSIENT);
        if (sqlite3_step(insert) != SQLITE_DONE) {
            return fail(database);
        }
        sqlite3_reset(insert);
    }
    sqlite3_finalize(insert);
    const char *top = "SELECT word, count(*) AS n FROM words GROUP BY word ORDER BY n DESC, word LIMIT 3";
    if (sqlite3_exec(database, top, print, nullptr, nullptr) != SQLITE_OK) {
        return fail(database);
    }
    sqlite3_close(database);
    return 0;
}
