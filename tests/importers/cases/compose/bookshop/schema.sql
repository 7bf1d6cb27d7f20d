CREATE TABLE books (id serial PRIMARY KEY, title text NOT NULL);
CREATE INDEX books_title ON books (title);
