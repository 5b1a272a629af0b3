import { isObject } from '../../slack/json.ts';
import { ScrollArea } from '../scroll-area.tsx';
import type { BlockProps } from './blocks.tsx';
import { Cell } from './cell.tsx';
import { objects, str } from './read.ts';

/** The plain table block: its first row is its head. */
export function Table({ block }: BlockProps) {
  const columns = objects(block.column_settings);
  const rows = (Array.isArray(block.rows) ? block.rows : []).map((row) => objects(row));
  const [head = [], ...body] = rows;
  const align = (column: number) => ({ textAlign: str(columns[column]?.align) || 'left' });
  return (
    <ScrollArea class="table-scroll" label="Table">
      <table class="table">
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th key={column} scope="col" style={align(column)}>
                <Cell of={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} style={align(column)}>
                  <Cell of={isObject(cell) ? cell : undefined} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}
