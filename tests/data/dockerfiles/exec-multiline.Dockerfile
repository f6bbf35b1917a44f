FROM ubuntu
ENTRYPOINT [ \
  "/usr/bin/env", \
  # the interpreter
  "python3", \
  "-u" \
]
CMD [ "main.py" \
    ]
