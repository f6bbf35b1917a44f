const { addDays, format } = require('date-fns');
const express = require('express');
const { range } = require('lodash');

const app = express();

app.get('/', (request, response) => response.send('calendar\n'));

app.get('/weeks/:date', (request, response) => {
  const first = new Date(`${request.params.date}T12:00:00Z`);
  if (Number.isNaN(first.getTime())) {
    response.status(400).send('no date\n');
    return;
  }
  response.json(range(4).map((week) => format(addDays(first, 7 * week), 'yyyy-MM-dd')));
});

app.listen(process.env.PORT || 3000);
