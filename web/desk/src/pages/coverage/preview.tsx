import { Alert } from 'antd'
import type { Summary } from '../../api/routes.ts'

/** What a list would bring, and which of its lines cannot be taken. */
export function Preview({ of }: { readonly of: Summary }) {
  const { codes, fresh, known, repeated, wrong, lines } = of
  return (
    <div role="status">
      <p>
        读到 <strong>{codes}</strong> 个项目代码：新的 <strong>{fresh}</strong> 个，清单上已有的{' '}
        <strong>{known}</strong> 个{repeated > 0 && `；文件里有 ${repeated} 行与别的行代码相同，各算一个`}。
      </p>
      {wrong > 0 && (
        <Alert
          type="warning"
          showIcon
          title={`有 ${wrong} 行有误，不会导入`}
          description={
            <>
              <p>其余的可以先导入；把这些行改好后，再导入一次即可，已有的不会重复。</p>
              <ul>
                {lines.map(({ line, message }) => (
                  <li key={line}>
                    第 {line} 行：{message}
                  </li>
                ))}
              </ul>
              {wrong > lines.length && <p>另有 {wrong - lines.length} 行，改好这些后再看。</p>}
            </>
          }
        />
      )}
    </div>
  )
}
