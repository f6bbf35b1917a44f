/* Tells how well zlib squeezes a file, and that it comes back unchanged. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static unsigned char *read_file(const char *path, uLong *length)
{
    FILE *file = fopen(path, "rb");
    unsigned char *data = malloc(1 << 20);
    if (file == NULL || data == NULL) {
        perror(path);
        exit(1);
    }
    *length = fread(data, 1, 1 << 20, file);
    fclose(file);
    return data;
}

int main(int argc, char **argv)
{
    uLong length, packed_length, back_length;
    unsigned char *data, *packed, *back;

    if (argc != 2) {
        fprintf(stderr, "usage: squeeze FILE\n");
        return 2;
    }
    data = read_file(argv[1], &length);
    packed_length = compressBound(length);
    packed = malloc(packed_length);
    back_length = length;
    back = malloc(length + 1);
    if (packed == NULL || back == NULL)
        return 1;
    if (compress2(packed, &packed_length, data, length, 9) != Z_OK ||
        uncompress(back, &back_length, packed, packed_length) != Z_OK ||
        back_length != length || memcmp(data, back, length) != 0) {
        fprintf(stderr, "squeeze: zlib failed\n");
        return 1;
    }
    printf("%lu bytes, squeezed %lu, crc %08lx\n", length, packed_length, crc32(0, back, (uInt)back_length));
    return 0;
}
