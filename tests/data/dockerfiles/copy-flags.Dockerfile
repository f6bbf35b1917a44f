# syntax=docker/dockerfile:1.7-labs
FROM alpine AS src
FROM alpine
COPY --from=src --link --chown=app:app --chmod=755 /a /b /c/
COPY --parents --exclude=*.md --exclude=docs ./x/y ./z/
ADD --keep-git-dir=true --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://git.example.org/p.git#v1 /p
ADD --unpack=false a.tar /a.tar
COPY --link . .
